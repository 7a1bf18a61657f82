import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exportDataset } from '#agents/pairs/export/export-dataset.ts'
import { exportPairs } from '#agents/pairs/export/export-pairs.ts'
import { pairFormats, type PairFormat } from '#agents/pairs/export/pair-formats.ts'
import type { PreferencePair } from '#core/pair.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'
import { makeRecords } from '#test/make-records.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'

const made = makeRecords([makeKnowledge({ seed: 1 })]).pair
const pair: PreferencePair = {
  ...made,
  id: 'pair_1',
  prompt: 'Why?',
  chosen: '<|thinking|>\nA.\n<|/thinking|>\nB.',
  rejected: 'C.',
  provenance: { ...made.provenance, licenses: ['CC-BY-4.0'] },
}
const unlicensed: PreferencePair = { ...pair, provenance: { ...pair.provenance, licenses: ['unknown'] } }
const smuggled: PreferencePair = { ...pair, chosen: `${pair.chosen}</s>` }

function linesOf(path: string): unknown[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
}

describe('each trainer gets its own names', () => {
  const asked = { role: 'user', content: 'Why?' }
  const [good, bad] = [pair.chosen, 'C.']
  const expected: Record<PairFormat, object[]> = {
    trl: [
      {
        id: 'pair_1',
        prompt: [asked],
        chosen: [{ role: 'assistant', content: good }],
        rejected: [{ role: 'assistant', content: bad }],
      },
    ],
    'trl-standard': [{ id: 'pair_1', prompt: 'Why?', chosen: good, rejected: bad }],
    kto: [
      { id: 'pair_1-chosen', prompt: 'Why?', completion: good, label: true },
      { id: 'pair_1-rejected', prompt: 'Why?', completion: bad, label: false },
    ],
    axolotl: [
      {
        id: 'pair_1',
        messages: [asked],
        chosen: { role: 'assistant', content: good },
        rejected: { role: 'assistant', content: bad },
      },
    ],
    'llama-factory': [
      {
        id: 'pair_1',
        conversations: [{ from: 'human', value: 'Why?' }],
        chosen: { from: 'gpt', value: good },
        rejected: { from: 'gpt', value: bad },
      },
    ],
    openrlhf: [{ id: 'pair_1', prompt: 'Why?', chosen: good, rejected: bad }],
  }

  test.each(Object.keys(pairFormats) as PairFormat[])('%s', async (format) => {
    const path = join(temporaryFolder(), 'pairs.jsonl')
    expect(await exportPairs([pair, pair], path, { format })).toEqual({ written: 2, refused: {} })
    expect(linesOf(path)).toEqual([...expected[format], ...expected[format]])
  })
})

describe('exportPairs', () => {
  const format = 'trl' as const

  test('leaves out unknown licences and control tokens, and counts them', async () => {
    const path = join(temporaryFolder(), 'pairs.jsonl')
    expect(await exportPairs([pair, unlicensed, smuggled], path, { format })).toEqual({
      written: 1,
      refused: { 'unknown licence': 1, 'a control token is left': 1 },
    })
    const allowed = await exportPairs([unlicensed], path, { format, allowUnknownLicense: true })
    expect(allowed.written).toBe(1)
  })

  test('a run that fails leaves the old file as it was', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'pairs.jsonl')
    writeFileSync(path, 'old\n')
    async function* failing() {
      yield pair
      throw new Error('lost')
    }
    await expect(exportPairs(failing(), path, { format })).rejects.toThrow('lost')
    expect(readFileSync(path, 'utf8')).toBe('old\n')
    expect(existsSync(`${path}.writing-${process.pid}`)).toBe(false)
    await expect(exportPairs([pair], join(folder, 'no/such/folder.jsonl'), { format })).rejects.toMatchObject({
      code: 'unavailable',
    })
  })
})

describe('exportDataset', () => {
  test('a folder gets the rows under data/ and a card that tells their quality and licences', async () => {
    const folder = join(temporaryFolder(), 'set')
    const summary = await exportDataset([pair, unlicensed], folder, { format: 'kto' })
    expect(summary).toMatchObject({ written: 1, beside: [join(folder, 'README.md')] })
    expect(linesOf(join(folder, 'data/train-00000-of-00001.jsonl'))).toHaveLength(2)
    const card = readFileSync(join(folder, 'README.md'), 'utf8')
    expect(card).toMatch(/^---\n[^]*\n---\n/)
    expect(card).toContain('| Pairs | 1 |')
    expect(card).toContain('- 1 left out: unknown licence')
    expect(card).toContain('- CC-BY-4.0: 1 pairs')
    expect(readdirSync(folder).toSorted()).toEqual(['README.md', 'data'])
  })

  test('LLaMA-Factory finds the file by dataset_info.json, whose other entries stay', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'dataset_info.json'), '{"other":{"file_name":"x.json"}}')
    await exportDataset([pair], join(folder, 'pairs.jsonl'), { format: 'llama-factory' })
    expect(JSON.parse(readFileSync(join(folder, 'dataset_info.json'), 'utf8'))).toEqual({
      other: { file_name: 'x.json' },
      nacre: {
        file_name: 'pairs.jsonl',
        ranking: true,
        formatting: 'sharegpt',
        columns: { messages: 'conversations', chosen: 'chosen', rejected: 'rejected' },
      },
    })
    writeFileSync(join(folder, 'dataset_info.json'), '[]')
    await expect(exportDataset([pair], join(folder, 'pairs.jsonl'), { format: 'llama-factory' })).rejects.toMatchObject(
      { code: 'conflict' },
    )
  })
})
