import { readFileSync } from 'node:fs'
import { Tokenizer } from '@huggingface/tokenizers'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createWordPieceTokenizer } from '#models/word-piece-tokenizer.ts'
import { cachedModelFile } from './cached-model-file.ts'

const json = JSON.parse(readFileSync(cachedModelFile('all-minilm-l6-v2', 'tokenizer.json'), 'utf8')) as object
const tokenizer = createWordPieceTokenizer(json)
const library = new Tokenizer(json, {})

function tokensOf(text: string): { token: string; start: number }[] {
  const tokens: { token: string; start: number }[] = []
  tokenizer.forEachToken(text, (id, start) => tokens.push({ token: library.id_to_token(id)!, start }))
  return tokens
}

describe('where tokens begin', () => {
  test.each([
    ['Nacre deforms.', 'na@0 ##cre@2 def@6 ##or@9 ##ms@11 .@13'],
    ['Young’s modulus', 'young@0 ’@5 s@6 mod@8 ##ulus@11'],
    ['naïve Møller', 'naive@0 m@6 ##ø@7 ##ller@8'],
    // The accent is a character of its own and belongs to the letter before it.
    ['e\u0301lan x', 'el@0 ##an@3 x@6'],
    ['a\u00adb\u0000c', 'abc@0'],
    ['5 µm ≠ 6', '5@0 µ@2 ##m@3 =@5 6@7'],
    ['铁 is 鉄', '[UNK]@0 is@2 [UNK]@5'],
    ['𝛼-Fe 𠀀x', '[UNK]@0 -@2 fe@3 [UNK]@6 x@8'],
    ['한a', 'ᄒ@0 ##ᅡ@0 ##ᆫ@0 ##a@1'],
    ['', ''],
    [' \n\t ', ''],
  ])('%j', (text, expected) => {
    expect(
      tokensOf(text)
        .map(({ token, start }) => `${token}@${start}`)
        .join(' '),
    ).toBe(expected)
  })

  test('control tokens written in a text are plain text', () => {
    expect(tokensOf('[SEP]').map(({ token }) => token)).toEqual(['[', 'sep', ']'])
  })

  test('a word over 100 characters is one unknown token', () => {
    expect(tokensOf(`${'a'.repeat(100)} ${'a'.repeat(101)} b`).slice(-2)).toEqual([
      { token: '[UNK]', start: 101 },
      { token: 'b', start: 203 },
    ])
  })
})

test('gives the tokens of the tokenizers library, for any text where that follows the reference', () => {
  // The library lowercases a final sigma by its neighbours and knows ideographs of the basic plane only.
  const differs = /[\u03a3\u{20000}-\u{2fa1f}]|\[(?:PAD|UNK|CLS|SEP|MASK)\]/u
  const scientific = fc.constantFrom(
    'Al₂O₃',
    ' ',
    'σ = 5 MPa',
    'α-',
    '…',
    'Ni₃Al',
    '10⁻⁶ ',
    '½',
    'ﬁ',
    'Å',
    '（',
    '\u200b',
  )
  const text = fc
    .array(fc.oneof(scientific, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), { maxLength: 12 })
    .map((parts) => parts.join(''))
    .filter((value) => !differs.test(value))
  fc.assert(
    fc.property(text, (value) => {
      expect(tokensOf(value).map(({ token }) => token)).toEqual(library.tokenize(value))
    }),
    { seed: 7, numRuns: 2000 },
  )
})

test('a token that is a whole word lies in the text at its start', () => {
  const word = fc.constantFrom('Nacre', 'steel', 'Toughness', '42', 'GPa', 'aragonite')
  fc.assert(
    fc.property(fc.array(fc.tuple(word, fc.constantFrom(' ', '\n', ', ', '\u00a0— ')), { maxLength: 30 }), (pairs) => {
      const text = pairs.map((pair) => pair.join('')).join('')
      for (const { token, start } of tokensOf(text)) {
        const plain = token.replace(/^##/, '')
        expect(text.slice(start, start + plain.length).toLowerCase()).toBe(plain)
      }
    }),
    { seed: 3, numRuns: 200 },
  )
})

test.each([
  ['a word without end', (size: number) => 'x'.repeat(size)],
  ['words', (size: number) => 'grain size '.repeat(size / 11)],
  ['letters with accents', (size: number) => 'é'.repeat(size)],
])('time grows with the text, not with its square: %s', (_, make) => {
  const secondsFor = (text: string): number => {
    const start = performance.now()
    tokenizer.forEachToken(text, () => undefined)
    return (performance.now() - start) / 1000
  }
  secondsFor(make(200_000))
  const small = Math.max(secondsFor(make(500_000)), 0.01)
  // Ten times the text; a quadratic routine would need a hundred times as long.
  expect(secondsFor(make(5_000_000)) / small).toBeLessThan(40)
})
