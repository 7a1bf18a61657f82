import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { describe, expect, test } from 'vitest'
import { exportDataset } from '#agents/pairs/export/export-dataset.ts'
import { exportPairs } from '#agents/pairs/export/export-pairs.ts'
import { refusalOf } from '#agents/pairs/export/refusal-of.ts'
import { pairFormats, type PairFormat } from '#agents/pairs/export/pair-formats.ts'
import { sha256 } from '#core/id.ts'
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
  generators: { ...made.generators, promptSha256: sha256('Why?') },
}
const unlicensed: PreferencePair = { ...pair, provenance: { ...pair.provenance, licenses: ['unknown'] } }
const refusals: readonly (readonly [string, PreferencePair])[] = [
  ['refused in review', { ...pair, review: 'refused' }],
  ['chosen and rejected are the same', { ...pair, rejected: pair.chosen }],
  ['the policy was asked something else', { ...pair, prompt: 'Why not?' }],
  ['thinking is not one closed block', { ...pair, chosen: '<|thinking|>\nA.' }],
]
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

test.each(refusals)('not exported: %s', (reason, refused) => {
  expect(refusalOf(refused, true)).toBe(reason)
  expect(refusalOf(pair, false)).toBeUndefined()
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

  test.each(Object.keys(pairFormats) as PairFormat[])(
    'Parquet holds the same rows as JSON Lines: %s',
    async (format) => {
      const folder = temporaryFolder()
      const pairs = [1, 2, 3].map((number) => ({ ...pair, id: `pair_${number}`, rejected: `Number ${number} – µm.` }))
      await exportDataset(pairs, join(folder, 'pairs.jsonl'), { format })
      const { paths } = await exportDataset(pairs, join(folder, 'set'), {
        format,
        container: 'parquet',
        pairsOfFile: 2,
      })
      const isOneFile = format === 'llama-factory'
      expect(paths.map((path) => basename(path))).toEqual(
        isOneFile ? ['train-00000-of-00001.parquet'] : ['train-00000-of-00002.parquet', 'train-00001-of-00002.parquet'],
      )
      const rows = await Promise.all(
        paths.map(async (path) => parquetReadObjects({ file: await asyncBufferFromFile(path) })),
      )
      expect(rows.flat()).toEqual(linesOf(join(folder, 'pairs.jsonl')))
    },
  )

  test('a folder that is written again holds no file of before', async () => {
    const folder = join(temporaryFolder(), 'set')
    await exportDataset([pair, pair], folder, { format: 'trl', pairsOfFile: 1 })
    await exportDataset([pair], folder, { format: 'trl', container: 'parquet' })
    expect(readdirSync(join(folder, 'data'))).toEqual(['train-00000-of-00001.parquet'])
    await expect(exportDataset([], folder, { format: 'trl', container: 'parquet' })).rejects.toMatchObject({
      code: 'invalid-input',
    })
  })

  test('a full disk is said in plain words, and no half of a file is left', async () => {
    const full = '/dev/full'
    if (!existsSync(full)) return
    const folder = temporaryFolder()
    symlinkSync(full, join(folder, `pairs.jsonl.writing-${process.pid}`))
    await expect(exportPairs([pair], join(folder, 'pairs.jsonl'), { format: 'trl' })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/full; nothing was half written/),
    })
    expect(readdirSync(folder)).toEqual([])
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
