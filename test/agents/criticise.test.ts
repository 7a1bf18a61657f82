import { expect, it } from 'vitest'
import { criticise } from '#agents/criticise.ts'
import type { EvidenceSentence } from '#agents/evidence/evidence.ts'
import { createOverlapVerifier } from '#agents/verify/create-overlap-verifier.ts'
import type { ThinkingStatement } from '#core/thinking.ts'

const text = 'Crack deflection increases the fracture toughness of nacre.'
const evidence: EvidenceSentence[] = [
  { chunkId: 'chunk_1', documentId: 'doc_1', start: 0, end: text.length, text, title: 'Nacre', relevance: 1 },
]
const own = (words: string): ThinkingStatement => ({ text: words, origin: 'model', chunkIds: [] })

it('keeps a principle of the model that the evidence bears out, marked as its own, and leaves out one that turns it round', async () => {
  const right = 'Crack deflection increases fracture toughness of nacre.'
  const { thinking, verdicts } = await criticise(
    [
      { category: 'Design Principles', statements: [own(right)] },
      {
        category: 'Hypothesis',
        statements: [own('Crack deflection reduces the fracture toughness of nacre.'), own('Magnets glow.')],
      },
    ],
    evidence,
    createOverlapVerifier(),
  )
  expect(thinking[0]?.statements).toMatchObject([{ text: right, origin: 'model', support: 1 }])
  expect(thinking[1]?.statements).toEqual([])
  expect(verdicts).toEqual([])
})
