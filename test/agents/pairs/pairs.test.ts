import { describe, expect, test } from 'vitest'
import { createModelJudge } from '#agents/pairs/judge-by-model.ts'
import { createWordJudge } from '#agents/pairs/judge-by-words.ts'
import { buildPair } from '#agents/pairs/build-pair.ts'
import { examinePair } from '#agents/pairs/examine-pair.ts'
import { sha256 } from '#core/id.ts'
import type { Document } from '#core/document.ts'
import type { PreferencePair } from '#core/pair.ts'
import type { ReasoningRound } from '#core/trace.ts'
import { createLlamaCppChatModel } from '#models/llama-cpp-chat-model.ts'
import { createFakeChatModel } from '#test/fake-chat-model.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'
import { makeRecords } from '#test/make-records.ts'
import { cachedModelFile } from '#test/models/cached-model-file.ts'

const knowledge = makeKnowledge({ seed: 1 })
const { task, trace, pair } = makeRecords([knowledge])
const thinking = '<|thinking|>\n**Reasoning Steps**\n1. Cracks are deflected.\n<|/thinking|>'
const fit: PreferencePair = { ...pair, chosen: `${thinking}\n${trace.answer}` }
const graph = {
  getDocument: (): Promise<Document> => Promise.resolve({ ...knowledge.document, license: 'CC-BY-4.0' }),
}

/** A round with a step that the critic found nothing for. */
const roundWithOwnStep: ReasoningRound = {
  index: 0,
  thinking: [
    { category: 'Reasoning Steps', statements: [{ text: 'Nacre is magnetic.', origin: 'model', chunkIds: [] }] },
  ],
  answer: trace.answer,
  sentences: trace.sentences,
  citations: trace.citations,
  reflection: '',
  verdicts: [],
  omissions: [],
  supportedShare: 0,
}

describe('examinePair', () => {
  test('finds nothing wrong with a pair that is fit', () => {
    expect(examinePair(fit, trace)).toBeUndefined()
  })

  test.each([
    ['no answer', fit, { ...trace, refusal: 'no evidence', answer: '' }],
    ['thinking is not one closed block', { ...fit, chosen: trace.answer }, trace],
    ['thinking is not one closed block', { ...fit, chosen: '<|thinking|> for ever' }, trace],
    ['speaks of its source', { ...fit, chosen: `${thinking}\nThe authors found tough nacre.` }, trace],
    [
      'a sentence of the answer is not supported',
      fit,
      { ...trace, sentences: [{ text: 'x', citations: [], support: 0 }] },
    ],
    ['a reasoning step is not supported', fit, { ...trace, rounds: [roundWithOwnStep] }],
    ['no citation', fit, { ...trace, citations: [] }],
    ['a number of the answer is not in what it cites', fit, { ...trace, answer: `${trace.answer} It is 5 nm thick.` }],
    ['the thinking block alone tells which is chosen', { ...fit, way: 'phase-2' as const }, trace],
    ['a control token is left', { ...fit, rejected: 'Tin.<|im_end|>' }, trace],
    ['the policy said nothing', { ...fit, rejected: '  ' }, trace],
    ['chosen and rejected are the same', { ...fit, rejected: fit.chosen }, trace],
  ])('%s', (flaw, flawed, flawedTrace) => {
    expect(examinePair(flawed, flawedTrace)).toBe(flaw)
  })
})

test('buildPair: rejected is what the real policy says to exactly the training prompt', async () => {
  const policy = createLlamaCppChatModel({
    modelPath: cachedModelFile('smollm2-135m-instruct', 'model.gguf'),
    id: 'policy',
    threads: 2,
  })
  try {
    const reasoned = {
      ...trace,
      rounds: [
        {
          index: 0,
          thinking: [
            {
              category: 'Reasoning Steps' as const,
              statements: [{ text: 'Cracks are deflected.', origin: 'evidence' as const, chunkIds: [] }],
            },
          ],
          answer: trace.answer,
          sentences: trace.sentences,
          citations: trace.citations,
          reflection: '',
          omissions: [],
          verdicts: [],
          supportedShare: 1,
        },
      ],
    }
    const built = await buildPair(task, reasoned, { policy, graph })
    expect(built.ok).toBe(true)
    if (!built.ok) return
    const { chosen, rejected, spans, generators, provenance, prompt } = built.pair
    expect(rejected.length).toBeGreaterThan(20)
    expect(built.pair).toMatchObject({ way: 'phase-1', usage: { calls: 1 } })
    expect(generators.promptSha256).toBe(sha256(task.trainingPrompt))
    expect(prompt).toBe(task.trainingPrompt)
    expect(chosen.slice(spans.thinking.start, spans.thinking.end)).toMatch(/^<\|thinking\|>[^]*<\|\/thinking\|>$/)
    expect(chosen.slice(spans.answer.start, spans.answer.end)).toBe(trace.answer)
    expect(provenance.licenses).toEqual(['CC-BY-4.0'])
    expect(await buildPair(task, reasoned, { policy, graph })).toEqual(built)
  } finally {
    await policy.close()
  }
})

describe('judges', () => {
  const contest = {
    question: 'What gives nacre its toughness?',
    chosen: 'Crack deflection at the organic layers gives nacre its toughness of 8 MPa m^0.5.',
    rejected: 'Nacre is a popular colour, and its toughness of 900 MPa comes from iron.',
    evidence: ['Crack deflection at the organic layers gives nacre its toughness of 8 MPa m^0.5.'],
  }

  test('without a model: what stands in the evidence wins, whichever side it is on; the same twice is a tie', async () => {
    const judge = createWordJudge()
    expect((await judge.judge(contest)).verdict).toBe('chosen')
    expect((await judge.judge({ ...contest, chosen: contest.rejected, rejected: contest.chosen })).verdict).toBe(
      'rejected',
    )
    expect((await judge.judge({ ...contest, rejected: contest.chosen })).verdict).toBe('tie')
  })

  test.each([
    [
      'wins in both orders',
      (prompt: string) => (/Answer A:[^]*deflection[^]*Answer B:/.test(prompt) ? 'A' : 'B'),
      'chosen',
    ],
    ['always says A', () => 'A', 'tie'],
    [
      'prefers the other',
      (prompt: string) => (/Answer A:[^]*popular[^]*Answer B:/.test(prompt) ? 'A' : 'B'),
      'rejected',
    ],
  ])('a model that %s', async (_, say, verdict) => {
    const model = createFakeChatModel(({ messages }) => say(messages[0]!.content))
    expect((await createModelJudge(model).judge(contest)).verdict).toBe(verdict)
    expect(model.requests).toHaveLength(2)
    for (const { messages } of model.requests) expect(messages[0]!.content).not.toMatch(/chosen|rejected|policy/i)
  })

  test('a model that gives no letter is told apart from one that decides', async () => {
    const model = createFakeChatModel(() => 'Both are fine.')
    await expect(createModelJudge(model).judge(contest)).rejects.toMatchObject({ code: 'invalid-model-output' })
  })
})

test('what the judge does not find better is dropped, with the pair kept for inspection', async () => {
  const policy = createFakeChatModel(() => trace.answer)
  const built = await buildPair(task, { ...trace, rounds: [] }, { policy, graph, judge: createWordJudge() })
  expect(built).toMatchObject({ ok: false, dropped: { taskId: task.id, question: task.question } })
  expect(policy.requests[0]).toMatchObject({
    messages: [{ role: 'user', content: task.trainingPrompt }],
    temperature: 1,
    topP: 0.9,
    topK: 50,
    maxTokens: 512,
  })
})
