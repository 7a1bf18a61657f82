import { describe, expect, test } from 'vitest'
import { buildPair } from '#agents/pairs/build-pair.ts'
import { examinePair } from '#agents/pairs/examine-pair.ts'
import { sha256 } from '#core/id.ts'
import type { Document } from '#core/document.ts'
import type { PreferencePair } from '#core/pair.ts'
import type { ReasoningRound } from '#core/trace.ts'
import { createLlamaCppChatModel } from '#models/llama-cpp-chat-model.ts'
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
