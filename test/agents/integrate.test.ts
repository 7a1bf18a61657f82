import { describe, expect, it } from 'vitest'
import { integrate } from '#agents/integrate.ts'
import type { Citation } from '#core/search.ts'
import type { ReasoningRound } from '#core/trace.ts'

const citation = (chunkId: string): Citation => ({ chunkId, documentId: 'doc_1', start: 0, end: 4, quote: 'Said' })

/** A round whose sentences are given with the chunk that each cites; none = unsupported. */
function round(
  index: number,
  sentences: readonly (readonly [string, string?])[],
  answersQuestion = 0.9,
): ReasoningRound {
  const cited = sentences.flatMap(([, chunkId]) => (chunkId === undefined ? [] : [citation(chunkId)]))
  return {
    index,
    thinking: [],
    answer: sentences.map(([text]) => text).join(' '),
    sentences: sentences.map(([text, chunkId]) => ({
      text,
      support: chunkId === undefined ? 0 : 0.9,
      citations: chunkId === undefined ? [] : [cited.findIndex((one) => one.chunkId === chunkId)],
    })),
    citations: cited,
    reflection: '',
    verdicts: [],
    omissions: [],
    answersQuestion,
    supportedShare: 1,
  }
}

const texts = (rounds: readonly ReasoningRound[]): string[] | undefined =>
  integrate(rounds)?.sentences.map(({ text }) => text)

describe('integrate', () => {
  it('gives the round back that is best as it stands', () => {
    const rounds = [round(0, [['Tin melts.', 'a'], ['It glows.']]), round(1, [['Tin melts at 232 °C.', 'b']])]
    expect(integrate(rounds)).toMatchObject({
      bestRound: 1,
      sentences: [{ text: 'Tin melts at 232 °C.', citations: [0] }],
    })
  })

  it('takes the later of equals', () => {
    expect(integrate([round(0, [['Tin melts early.', 'a']]), round(1, [['Tin melts early.', 'a']])])?.bestRound).toBe(1)
  })

  it('prefers the round that answers the question', () => {
    const rounds = [round(0, [['Friction hardens interfaces.', 'a']], 0.9), round(1, [['Nacre is old.', 'b']], 0.3)]
    expect(texts(rounds)?.[0]).toBe('Friction hardens interfaces.')
  })

  it('leaves unsupported sentences out and adds what another round knows beside', () => {
    const rounds = [
      round(0, [['Hydration softens organic sheets.', 'a']], 0.5),
      round(1, [['Platelets slide further before failure.', 'b'], ['Nacre is 9 times as strong.']], 1),
    ]
    expect(texts(rounds)).toEqual(
      ['Hydration softens organic sheets.', 'Platelets slide further before failure.'].toSorted().reverse(),
    )
    expect(integrate(rounds)?.bestRound).toBeUndefined()
  })

  it('cites anew: every index points at the citation its sentence had', () => {
    const integrated = integrate([
      round(0, [
        ['Tin melts.', 'a'],
        ['Silk bends.', 'b'],
      ]),
      round(1, [['Bone heals slowly.', 'c']], 0.5),
    ])
    expect(integrated?.sentences.map(({ citations }) => integrated.citations[citations[0] ?? -1]?.chunkId)).toEqual([
      'a',
      'b',
      'c',
    ])
  })

  it('gives nothing where nothing is supported', () => {
    expect(integrate([round(0, [['Tin is blue.']])])).toBeUndefined()
    expect(integrate([])).toBeUndefined()
  })
})
