import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Chunk } from '#core/chunk.ts'
import type { Document } from '#core/document.ts'
import type { Embedder } from '#models/embedder.ts'
import { splitDocument, type SplitProfile } from '#ingest/split.ts'
import { openTestEmbedder } from '#test/open-test-embedder.ts'

let embedder: Embedder
beforeAll(async () => {
  embedder = await openTestEmbedder()
})

function documentOf(text: string, pages: Document['pages'] = []): Document {
  return { id: 'doc_test', source: 'test.txt', title: 'Test', mediaType: 'text/plain', text, pages }
}

function split(text: string, profile: SplitProfile = 'retrieval'): Chunk[] {
  return splitDocument(documentOf(text), embedder, profile)
}

const sentence = (words: number): string =>
  `The ${'layer of nacre is tough and '
    .repeat(50)
    .split(' ')
    .slice(0, words - 2)
    .join(' ')} strong.`
const paragraph = (sentences: number): string => Array.from({ length: sentences }, () => sentence(20)).join(' ')

describe('splitDocument', () => {
  it('gives one chunk for a short document and none for a blank one', () => {
    expect(split('Nacre is tough.').map(({ text, index, tokens }) => ({ text, index, tokens }))).toEqual([
      { text: 'Nacre is tough.', index: 0, tokens: 7 },
    ])
    expect(split(' \n\n ')).toEqual([])
  })

  it('ends chunks at sentences', () => {
    for (const { text } of split(paragraph(60))) expect(text).toMatch(/^The .* strong\.$/s)
  })

  it('keeps a heading with the text under it', () => {
    const text = Array.from({ length: 12 }, (_, index) => `Section ${index}\n\n${paragraph(8)}`).join('\n\n')
    for (const chunk of split(text)) expect(chunk.text).not.toMatch(/Section \d+$/)
  })

  it('rather ends where a section ends than in the middle of one', () => {
    const text = [`One\n\n${paragraph(8)}`, `Two\n\n${paragraph(8)}`].join('\n\n')
    expect(split(text).map((chunk) => chunk.text.split('\n')[0])).toEqual(['One', 'Two'])
  })

  it('puts a short tail with the chunk before it where both fit', () => {
    const text = `One\n\n${paragraph(8)}\n\nTwo\n\nIt is short.`
    expect(split(text)).toHaveLength(1)
  })

  it('cuts a sentence over the limit at words', () => {
    const words = Array.from({ length: 900 }, (_, index) => `word${index % 7}`)
    const chunks = split(words.join(' '))
    expect(chunks.length).toBeGreaterThan(3)
    expect(chunks.flatMap((chunk) => chunk.text.split(' '))).toEqual(words)
  })

  it('tells the page on which a chunk starts', () => {
    const page = paragraph(12)
    const text = `${page}\n\n${page}`
    const pages = [
      { page: 1, start: 0, end: page.length },
      { page: 2, start: page.length + 2, end: text.length },
    ]
    const chunks = splitDocument(documentOf(text, pages), embedder, 'retrieval')
    expect(chunks[0]?.page).toBe(1)
    expect(chunks.at(-1)?.page).toBe(2)
    for (const chunk of chunks) expect(chunk.page).toBe(chunk.start < page.length ? 1 : 2)
  })

  it('makes chunks of up to 1,024 tokens for tasks, which repeat whole sentences of up to 20 tokens', () => {
    const chunks = split('It is so. '.repeat(2000), 'preflexor')
    for (const [index, chunk] of chunks.entries()) {
      const previous = chunks[index - 1]
      if (previous === undefined) continue
      expect(previous.tokens).toBeGreaterThan(1000)
      const repeated = previous.text.slice(chunk.start - previous.start)
      expect(repeated).toBe('It is so. '.repeat(5).trim())
      expect(embedder.countTokens(repeated) - 2).toBe(20)
    }
  })

  it('repeats nothing where the last sentence is too long for it', () => {
    const text = Array.from({ length: 200 }, () => sentence(30)).join(' ')
    const chunks = split(text, 'preflexor')
    expect(chunks.map((chunk) => chunk.text).join(' ')).toBe(text)
  })

  it('gives ids that depend on the document, the splitter and the place alone', () => {
    const text = paragraph(30)
    expect(split(text).map(({ id }) => id)).toEqual(split(text).map(({ id }) => id))
    expect(new Set([...split(text), ...split(text, 'preflexor')].map(({ id }) => id)).size).toBe(
      split(text).length + split(text, 'preflexor').length,
    )
    expect(split('Nacre is tough.')[0]?.id).toMatch(/^chunk_[0-9a-f]{24}$/)
  })
})

describe('the laws of splitting', () => {
  const pieces = fc.constantFrom(
    ' ',
    ' ',
    '\n',
    '\n\n',
    '. ',
    '.',
    '? ',
    '- ',
    '# ',
    ' | ',
    'Nacre',
    'aragonite',
    'MPa·m^0.5',
    '10−3',
    'ZrCuAlNi',
    '𝛼',
    '珍珠母',
    '。',
    'é',
    'e\u0301',
    '\u200b',
    '[SEP]',
    'x'.repeat(130),
    'toughness is high and '.repeat(30),
    'Ab. '.repeat(150),
    'q-'.repeat(400),
    '測'.repeat(300),
  )
  const texts = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''))

  it.each(['retrieval', 'preflexor'] as const)('hold for %s chunks of any text', (profile) => {
    fc.assert(
      fc.property(texts, (text) => {
        const limit = profile === 'retrieval' ? 256 : 1024
        let covered = 0
        for (const [index, chunk] of split(text, profile).entries()) {
          expect(chunk.index).toBe(index)
          expect(chunk.text).toBe(text.slice(chunk.start, chunk.end))
          expect(chunk.text).toBe(chunk.text.trim())
          expect(chunk.text).not.toBe('')
          expect(chunk.tokens).toBe(embedder.countTokens(chunk.text))
          expect(chunk.tokens).toBeLessThanOrEqual(limit)
          expect(chunk.text.isWellFormed()).toBe(true)
          if (profile === 'retrieval') expect(chunk.start).toBeGreaterThanOrEqual(covered)
          expect(text.slice(covered, chunk.start)).toMatch(/^[\s\-#]*$/)
          expect(chunk.end).toBeGreaterThan(covered)
          covered = chunk.end
        }
        expect(text.slice(covered)).toMatch(/^[\s\-#]*$/)
      }),
      { seed: 3, numRuns: 400 },
    )
  })

  it.each([
    ['one endless word', 'x'],
    ['endless words', 'nacre '],
    ['tiny paragraphs', 'a\n\n'],
  ])('a megabyte of %s is split in seconds', (_name, unit) => {
    const chunks = split(unit.repeat(1e6 / unit.length))
    expect(chunks.length).toBeGreaterThan(100)
    expect(Math.max(...chunks.map(({ text }) => text.length))).toBeLessThanOrEqual(4096)
  })
})
