/** One code point of the source after normalisation. */
export type NormalisedCodePoint =
  | { readonly kind: 'dropped' }
  | { readonly kind: 'space' }
  /** Each character is a word of its own when `isAlone`, otherwise part of the word around it. */
  | { readonly kind: 'text'; readonly characters: readonly { readonly text: string; readonly isAlone: boolean }[] }

const dropped: NormalisedCodePoint = { kind: 'dropped' }
const space: NormalisedCodePoint = { kind: 'space' }

/**
 * What BERT's uncased normaliser and pre-tokeniser make of one code point: control characters vanish, white space
 * separates, ideographs and punctuation stand alone, the rest is lowercased and loses its accents.
 *
 * Code point by code point, as the reference implementations do (google-research/bert `tokenization.py`; the Rust
 * `BertNormalizer`), so that no rule needs the neighbours and every result has one source position.
 */
export function normaliseBertCodePoint(codePoint: number): NormalisedCodePoint {
  const source = String.fromCodePoint(codePoint)
  if (codePoint === 0 || codePoint === 0xfffd) return dropped
  if (codePoint === 0x09 || codePoint === 0x0a || codePoint === 0x0d) return space
  if (/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u.test(source)) return dropped
  if (/\s/u.test(source)) return space
  const isIdeograph = isCjkIdeograph(codePoint)
  const stripped = source
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
  if (stripped === '') return dropped
  return {
    kind: 'text',
    characters: [...stripped].map((text) => ({ text, isAlone: isIdeograph || isPunctuation(text) })),
  }
}

/** Unicode punctuation, and every ASCII symbol although Unicode does not call all of them punctuation. */
function isPunctuation(character: string): boolean {
  return /[\p{P}!-/:-@[-`{-~]/u.test(character)
}

/** The blocks of `_is_chinese_char` in `tokenization.py`. */
function isCjkIdeograph(codePoint: number): boolean {
  return (
    (codePoint >= 0x4e00 && codePoint <= 0x9fff) ||
    (codePoint >= 0x3400 && codePoint <= 0x4dbf) ||
    (codePoint >= 0x20000 && codePoint <= 0x2a6df) ||
    (codePoint >= 0x2a700 && codePoint <= 0x2b73f) ||
    (codePoint >= 0x2b740 && codePoint <= 0x2b81f) ||
    (codePoint >= 0x2b820 && codePoint <= 0x2ceaf) ||
    (codePoint >= 0xf900 && codePoint <= 0xfaff) ||
    (codePoint >= 0x2f800 && codePoint <= 0x2fa1f)
  )
}
