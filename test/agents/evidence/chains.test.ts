import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chainsTo } from '#agents/evidence/chains-to.ts'
import { gatherEvidence } from '#agents/evidence/gather-evidence.ts'
import { openCorpus, type OpenCorpus } from '#test/agents/open-corpus.ts'

describe('evidence over two passages', () => {
  let corpus: OpenCorpus
  beforeAll(async () => {
    corpus = await openCorpus([
      'solid-oxide-fuel-cells.md',
      'zirconia-transformation-toughening.md',
      'solid-electrolytes.html',
      'steels.md',
    ])
  })
  afterAll(() => corpus.close())

  it('holds what the first passage names and what another says of it, and how that was found', async () => {
    const question = 'Which material does LSCF react with, and what is its ionic conductivity?'
    const { hits, sentences } = await gatherEvidence({ question }, corpus)
    expect(sentences.some(({ text }) => /LSCF reacts with YSZ/.test(text))).toBe(true)
    const told = sentences.find(({ text }) => /ionic conductivity of (?:8 mol% )?YSZ/.test(text))
    expect(told?.chain?.at(-1)?.question).toMatch(/YSZ react with/)
    const cited = { ...told!, quote: told!.text }
    const [chain] = chainsTo([cited, cited], hits)
    expect(chain?.chunkId).toBe(told?.chunkId)
    expect(chain?.steps[0]).toMatchObject({ mention: 'LSCF', bridge: 'YSZ' })
    expect(await corpus.graph.getChunks(chain!.steps.map(({ chunkId }) => chunkId))).not.toHaveProperty('size', 0)
  })

  it('keeps to the question where that alone leads to the answer', async () => {
    const question = 'Why does retained austenite lower the dimensional stability of steel?'
    const { hits, sentences } = await gatherEvidence({ question }, corpus)
    expect(sentences[0]?.chain).toBeUndefined()
    expect(chainsTo([{ ...sentences[0]!, quote: '' }], hits)).toEqual([])
  })
})
