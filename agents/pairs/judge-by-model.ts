import { NacreError } from '#core/errors.ts'
import type { ChatModel } from '#models/chat-model.ts'
import { sha256 } from '#core/id.ts'
import { fenceDocumentText, fenceNotice } from '#models/fence-document-text.ts'
import type { Contest, PairJudge } from './pair-judge.ts'

/**
 * A model as judge. It reads question, evidence and the two answers as A and B, in both orders; only where both orders agree
 * is there a winner, so a model that likes whatever stands first decides nothing. Reads the probabilities of A and B where
 * the model gives them, its word where not. Errors: those of the model.
 */
export function createModelJudge(model: ChatModel): PairJudge {
  return {
    id: `model ${model.id}`,
    judge: async (contest, options) => {
      const chosenFirst = await ask(contest, [contest.chosen, contest.rejected], options)
      const chosenSecond = 1 - (await ask(contest, [contest.rejected, contest.chosen], options))
      const isWon = chosenFirst > 0.5 && chosenSecond > 0.5
      const isLost = chosenFirst < 0.5 && chosenSecond < 0.5
      return {
        by: `model ${model.id}`,
        chosenFirst,
        chosenSecond,
        verdict: isWon ? 'chosen' : isLost ? 'rejected' : 'tie',
      }
    },
  }

  /** Probability that the first of the two is better. */
  async function ask(
    { question, evidence }: Contest,
    [first, second]: readonly [string, string],
    options: { signal?: AbortSignal } = {},
  ): Promise<number> {
    const texts = [
      ['Question', question],
      ['Evidence', evidence.join('\n')],
      ['Answer A', first],
      ['Answer B', second],
    ] as const
    const nonce = sha256(question).slice(0, 8)
    const messages = [
      {
        role: 'user',
        content:
          `${fenceNotice}\n\n` +
          'Two answers to one question. Which one answers it better and says only what the evidence supports? Length and style do not count.\n\n' +
          `${texts.map(([title, text]) => `${title}:\n${fenceDocumentText(text, { nonce })}`).join('\n\n')}\n\nReply with one letter, A or B.`,
      },
    ] as const
    if (model.supports.choices) {
      const [forFirst = 0.5] = await model.weighChoices(
        { messages, temperature: 0, seed: 0, lane: 'check' },
        ['A', 'B'],
        options,
      )
      return forFirst
    }
    const reply = await model.complete({ messages, maxTokens: 4, temperature: 0, seed: 0, lane: 'check' }, options)
    const [letter] = /\b[AB]\b/.exec(reply.text.toUpperCase()) ?? []
    if (letter === undefined) {
      const said = reply.text.slice(0, 80)
      throw new NacreError(
        'invalid-model-output',
        `Expected the letter A or B from the judge ${model.id}, got "${said}". Name another critic.`,
      )
    }
    return letter === 'A' ? 1 : 0
  }
}
