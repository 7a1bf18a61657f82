import type { TextSpan } from '#core/pair.ts'

/** A text with the words joined that a line end had parted, and the way back to the offsets of the source. */
export interface ReadableText {
  readonly text: string
  /** The span of the source that a span of `text` was read from. */
  toSource(span: TextSpan): TextSpan
  /** Where a character of the source stands in `text`. */
  fromSource(offset: number): number
}

/** Two halves of a word with a hyphen and a break between them; `nano- and microparticles` is not one. */
const parted =
  /(?<![\p{L}\p{N}])([\p{L}\p{N}]+)(-\s+|\u00ad\s*)(?!(?:and|or|to|und|vs|nor|but)\b)(\p{L}[\p{L}\p{N}]*)/gu
/** A hyphen that stays although the line ended on it. */
const keepsHyphen =
  /^(?:well|self|non|cross|high|low|long|short|two|three|four|one|free|stress|strain|carbon|post|pre|ex|in)$/i

/**
 * Joins `electrifi- cation` to `electrification`, and `yttria- stabilised` to `yttria-stabilised` where the document writes the
 * compound elsewhere with its hyphen. Rare forms of hyphen,
 * slash and space become the plain ones. Everything else keeps its place. Linear in the text.
 */
export function readableText(printed: string): ReadableText {
  const source = printed
    .replaceAll(/[‐‑]/g, '-')
    .replaceAll(/(?<=\p{L})−(?=\p{L})/gu, '-')
    .replaceAll(/[∕⁄]/g, '/')
    .replaceAll(/[\u00a0\u2009\u202f]/g, ' ')
    .replaceAll(/(?<=[α-ω])′/g, "'")
  const compounds = new Set<string>()
  for (const match of source.matchAll(/(?=(?<![\p{L}\p{N}])([\p{L}\p{N}]+-\p{L}[\p{L}\p{N}]*))/gu))
    compounds.add((match[1] ?? '').toLowerCase())
  /** Position in the joined text from which on `shift` characters were left out. */
  const cuts: { at: number; shift: number }[] = []
  let text = ''
  let copied = 0
  let shift = 0
  for (const match of source.matchAll(parted)) {
    const [, before = '', gap = '', after = ''] = match
    const keeps = compounds.has(`${before}-${after}`.toLowerCase()) || keepsHyphen.test(before)
    // Halves that are no ordinary words are joined only as a compound that stands elsewhere (`c- Pt`).
    if (!keeps && !(/^\p{L}\p{Ll}+$/u.test(before) && /^\p{Ll}{2,}/u.test(after))) continue
    const gapStart = match.index + before.length + (keeps ? 1 : 0)
    const gapEnd = match.index + before.length + gap.length
    text += source.slice(copied, gapStart)
    shift += gapEnd - gapStart
    cuts.push({ at: text.length, shift })
    copied = gapEnd
  }
  text += source.slice(copied)
  const shiftAt = (position: number, isEnd: boolean): number => {
    let low = 0
    let high = cuts.length
    while (low < high) {
      const middle = (low + high) >> 1
      const at = cuts[middle]?.at ?? 0
      if (isEnd ? at < position : at <= position) low = middle + 1
      else high = middle
    }
    return cuts[low - 1]?.shift ?? 0
  }
  return {
    text,
    fromSource: (offset) => {
      let shift = 0
      for (const cut of cuts) {
        if (cut.at + cut.shift > offset) break
        shift = cut.shift
      }
      return offset - shift
    },
    toSource: ({ start, end }) => ({ start: start + shiftAt(start, false), end: end + shiftAt(end, true) }),
  }
}
