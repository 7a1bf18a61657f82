import { describe, expect, it } from 'vitest'
import { verifyAnswer } from '#agents/answer/verify-answer.ts'
import type { EvidenceSentence } from '#agents/evidence/evidence.ts'
import { createOverlapVerifier } from '#agents/verify/create-overlap-verifier.ts'

const evidence = [
  'Water softens the organic sheets of nacre.',
  'Crack deflection increases the fracture toughness, because cracks follow weak interfaces.',
  'The tensile strength of nacre is 70 to 100 MPa.',
].map((text, index): EvidenceSentence => {
  return {
    text,
    chunkId: `chunk_${index}`,
    documentId: 'doc_1',
    title: 'Nacre',
    start: 100 * index,
    end: 100 * index + text.length,
    relevance: 1,
  }
})
const verify = (answer: string) => verifyAnswer(answer, evidence, createOverlapVerifier())

describe('verifyAnswer', () => {
  it('cites each supported sentence by its place, one citation for one place', async () => {
    const { sentences, citations } = await verify(
      'Water softens the organic sheets of nacre. The tensile strength of nacre is 70 to 100 MPa. Water softens organic sheets.',
    )
    expect(sentences.map((sentence) => sentence.citations)).toEqual([[0], [1], [0]])
    expect(citations).toMatchObject([
      { chunkId: 'chunk_0', start: 0 },
      { chunkId: 'chunk_2', start: 200 },
    ])
  })

  it('cuts a consequence off that nothing ties to the subject, and cites the rest', async () => {
    const { sentences, verdicts } = await verify(
      'Water softens the organic sheets of nacre, which increases the fracture toughness.',
    )
    expect(sentences).toMatchObject([{ text: 'Water softens the organic sheets of nacre.', citations: [0] }])
    expect(verdicts.map(({ isSupported, cutTo }) => [isSupported, cutTo])).toEqual([
      [false, 'Water softens the organic sheets of nacre.'],
      [true, undefined],
    ])
  })

  it('lets a sentence fall with the one it leans on', async () => {
    const { sentences, verdicts } = await verify(
      'Nacre is 9 times as strong. This softens the organic sheets of nacre in water.',
    )
    expect(sentences.map((sentence) => sentence.citations)).toEqual([[], []])
    expect(verdicts[1]?.isSupported).toBe(false)
  })

  it('gives an empty answer no sentence', async () => {
    expect(await verify('')).toMatchObject({ sentences: [], citations: [], verdicts: [] })
  })
})
