import { makeId } from '#core/id.ts'
import type { Citation } from '#core/search.ts'
import type { PathStep, SourceSentence, Task } from '#core/task.ts'
import type { ReasoningTrace } from '#core/trace.ts'
import { capitalise, nameInSentence } from './name-in-sentence.ts'
import { showSentence } from './show-sentence.ts'

/** Written where the name of a model would stand. */
const byCode = 'graph-path'

/**
 * The answer to a task of profile `graph-path`, composed from its path: the relations and their sentences are the
 * thinking, the sentence of the last step is the answer, after the conclusion where two values are compared. No model is asked, so all of it is cited word for word.
 */
export function answerPathTask({ id: taskId, question, path = [], shape = 'chain' }: Task): ReasoningTrace {
  const steps = path.map((step) => ({ ...step, text: showSentence(step.evidence.text) }))
  const last = steps.at(-1)
  if (last === undefined) throw new RangeError('A task of profile graph-path has a path.')
  const citations = path.map(({ evidence }) => toCitation(evidence))
  const sentences = [
    ...(shape === 'comparison' ? [{ text: concludeComparison(question, last), citations: [0, 1], support: 1 }] : []),
    { text: capitalise(last.text), citations: [citations.length - 1], support: 1 },
  ]
  const answer = sentences.map(({ text }) => text).join(' ')
  return {
    id: makeId('trace', taskId, byCode),
    taskId,
    question,
    mode: 'thinking',
    rounds: [
      {
        index: 0,
        thinking: [
          {
            category: 'Knowledge Graph',
            statements: steps.map(({ subject, type, object, evidence }) => ({
              text: `[${subject}] -[${type}]-> [${object}]`,
              origin: 'graph',
              chunkIds: [evidence.chunkId],
            })),
          },
          {
            category: 'Reasoning Steps',
            statements: steps.map(({ text, evidence }) => ({
              text,
              origin: 'evidence',
              chunkIds: [evidence.chunkId],
              support: 1,
            })),
          },
        ],
        answer,
        sentences,
        citations,
        reflection: '',
        verdicts: [],
        omissions: [],
        supportedShare: 1,
      },
    ],
    answer,
    sentences,
    bestRound: 0,
    citations,
    documentIds: [...new Set(path.map(({ evidence }) => evidence.documentId))].toSorted(),
    models: { reasoner: byCode, critic: byCode, verifier: byCode },
    usage: { calls: 0, inputTokens: 0, outputTokens: 0 },
  }
}

/** "TiN has the higher melting point." */
function concludeComparison(question: string, { subject, object, evidence }: PathStep): string {
  const direction = question.startsWith('Which has the higher ') ? 'higher' : 'lower'
  const { bare, isPlural } = nameInSentence(subject, evidence.text)
  return `${capitalise(bare)} ${isPlural ? 'have' : 'has'} the ${direction} ${object}.`
}

function toCitation({ chunkId, documentId, page, start, end, text }: SourceSentence): Citation {
  return { chunkId, documentId, start, end, quote: text, ...(page === undefined ? {} : { page }) }
}
