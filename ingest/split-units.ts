import { sentencesOf } from '#core/split-sentences.ts'
import type { TextSpan } from '#core/pair.ts'

/** A stretch of text that a splitter keeps whole: a sentence, a heading, a table row, or a piece of an overlong one. */
export interface TextUnit extends TextSpan {
  /** Tokens of the stretch, special tokens excluded. */
  readonly tokens: number
  /** What begins here: the places where a reader would cut come first. */
  readonly opens: 'section' | 'paragraph' | 'sentence' | 'piece'
  readonly isHeading: boolean
}

/** What a splitter needs of an embedder. */
export interface TokenCounter {
  countTokens(text: string): number
  tokenOffsets(text: string): Uint32Array
}

/** Longer stretches are cut at white space before they are tokenised, so that one endless line costs no more than prose. */
const windowCharacters = 4096
const longestHeading = 160

const whiteSpace = /\s/
const blankLine = /\n[^\S\n]*\n/

/**
 * Cuts a text into units of at most `maxTokens` tokens each, in order, not overlapping; all that is not white space is
 * in exactly one unit. A sentence over the limit is cut at token boundaries, at white space where that is near.
 */
export function* splitUnits(text: string, counter: TokenCounter, maxTokens: number): Generator<TextUnit> {
  let last = 0
  let isAfterHeading = false
  for (const [sentence, next] of withNext(sentencesOf(text))) {
    // List and heading marks stand between the sentences; they belong to the one that follows.
    const start = skipWhiteSpace(text, last, sentence.start)
    const end = next === undefined ? endOfText(text, sentence.end) : sentence.end
    const isParagraph = last === 0 || blankLine.test(text.slice(last, start))
    const isHeading = isParagraph && next !== undefined && isHeadingLine(text, start, end, next.start)
    const opens = isAfterHeading || !isParagraph ? 'sentence' : isHeading ? 'section' : 'paragraph'
    yield* cutUnit(text, { start, end }, opens, isHeading, counter, maxTokens)
    isAfterHeading = isHeading
    last = end
  }
}

/** Each value with the one after it. */
function* withNext<T>(values: Iterable<T>): Generator<readonly [T, T | undefined]> {
  let held: T | undefined
  for (const value of values) {
    if (held !== undefined) yield [held, value]
    held = value
  }
  if (held !== undefined) yield [held, undefined]
}

/** A short paragraph of one line that does not end like a sentence, nor is a row of a table. */
function isHeadingLine(text: string, start: number, end: number, nextStart: number): boolean {
  if (end - start > longestHeading || !text.slice(end, nextStart).includes('\n')) return false
  const line = text.slice(start, end)
  return !/[.?!:;,|]$/.test(line) && !line.includes(' | ')
}

function* cutUnit(
  text: string,
  span: TextSpan,
  opens: TextUnit['opens'],
  isHeading: boolean,
  counter: TokenCounter,
  maxTokens: number,
): Generator<TextUnit> {
  for (let start = span.start; start < span.end;) {
    const window = text.slice(start, windowEnd(text, start, span.end))
    const offsets = counter.tokenOffsets(window)
    const cut = offsets.length <= maxTokens ? window.length : cutAtToken(window, offsets, counter, maxTokens)
    const piece = window.slice(0, cut).trimEnd()
    const tokens = cut === window.length ? offsets.length : counter.tokenOffsets(piece).length
    yield {
      start,
      end: start + piece.length,
      tokens,
      opens: start === span.start ? opens : 'piece',
      isHeading: isHeading && start === span.start && start + cut >= span.end,
    }
    start = skipWhiteSpace(text, start + cut, span.end)
  }
}

/** The last place in a window, at a token boundary, before which there are at most `maxTokens` tokens. */
function cutAtToken(window: string, offsets: Uint32Array, counter: TokenCounter, maxTokens: number): number {
  // A word cut in two may have more tokens than it had as a part of the whole: look again, with fewer.
  for (let count = maxTokens; count > 1; count--) {
    const earliest = Math.ceil(count * 0.75)
    let at = count
    while (at > earliest && !whiteSpace.test(window.charAt((offsets[at] ?? 0) - 1))) at--
    const cut = offsets[at > earliest ? at : count] ?? 0
    if (cut > 0 && counter.tokenOffsets(window.slice(0, cut)).length <= maxTokens) return cut
  }
  return Math.max(1, offsets[1] ?? window.length)
}

function windowEnd(text: string, start: number, end: number): number {
  if (end - start <= windowCharacters) return end
  const limit = start + windowCharacters
  for (let index = limit; index > limit - windowCharacters / 2; index--) {
    if (whiteSpace.test(text.charAt(index))) return index
  }
  const code = text.charCodeAt(limit)
  const isInsidePair = code >= 0xdc00 && code <= 0xdfff
  return isInsidePair ? limit - 1 : limit
}

function endOfText(text: string, from: number): number {
  let end = text.length
  while (end > from && whiteSpace.test(text.charAt(end - 1))) end--
  return end
}

function skipWhiteSpace(text: string, start: number, end: number): number {
  let index = start
  while (index < end && whiteSpace.test(text.charAt(index))) index++
  return index
}
