import type { TextSpan } from './pair.ts'

/** Abbreviations that never end a sentence: something they introduce always follows. */
const introducing = new Set(
  (
    'fig figs figure tab eq eqs eqn eqns ref refs sec sect ch chap vol vols pp ed eds suppl supp scheme ' +
    'dr prof mr mrs ms st mt cf viz resp ca approx vs e.g i.e eg ie incl esp dept univ'
  ).split(' '),
)

/** Abbreviations only before a number: `No. 5`, `p. 12`, `Nov. 3`; otherwise words like any other. */
const introducingNumbers = new Set('no nos p art jan feb mar apr jun jul aug sep sept oct nov dec max min'.split(' '))

/** Abbreviations that may also stand last in a sentence: a common first word has to follow for that. */
const ambiguous = new Set(
  'al inc ltd co corp gmbh jr sr wt at vol mol max avg av temp soln spp sp nat int phys rev lett sci mater chem'.split(
    ' ',
  ),
)

const commonFirstWords = new Set(
  (
    'The This These Those That There Thus Therefore Then They It Its In If When While Where Whereas However Here Hence ' +
    'He She His Her Our We For From As At An Although After Before Both Because By Each Even Finally First Second Third ' +
    'Further Furthermore Moreover Most Many More Not On One Other Only Recently Several Similarly Since So Some Such To ' +
    'Two Three Under Using With Within Without What Which Who Why How Results Figure Table Another Additionally Also But'
  ).split(' '),
)

/** How far around a full stop is looked: no abbreviation and no first word is longer. Keeps the time linear. */
const reach = 24
/** How much of a line decides whether it is a heading, a list item or a table row. */
const lineReach = 2000

const terminators = new Set([...'.?!…。！？'].map((character) => character.charCodeAt(0)))
const whiteSpace = /\s/
const bullet = /^[ \t]*(?:[-*+•▪‣◦·●■][ \t]+|#{1,6}[ \t]+)/
const softBullet = /^[ \t]*(?:[–—][ \t]+|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{2,4})[.)][ \t]+)/
const rowEdge = /^[ \t]*\|/
const endOfLine = /[.?!:;,…]["'”’)\]]*\s*$/
const wordBefore = /[\p{L}\p{M}][\p{L}\p{M}.]*$/u
const firstWord = /^\p{Lu}[\p{Ll}]*(?![\p{L}\p{N}])/u
/** What a sentence starts with, after quotes and brackets: not a lower case letter, but `pH`, `mRNA` and `α-Al2O3` are words of their own. */
const sentenceStart =
  /^(?:\([a-z]{1,4}\) |[•▪] )?["'“‘([{]*(?:[\p{Lu}\p{Lt}\p{Lo}\p{N}+−±~≈<>§]|[a-z]{1,2}\p{Lu}|[α-ω][-‐–])/u
/** Reference marks between the full stop and the next sentence: `[3,4]`, or raised numbers that lost their place: `.12,13`. */
const referenceMark = /^(?:\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]|\d{1,3}(?:[,–-]\d{1,3})*(?=\s))/

/**
 * The sentences of scientific prose as UTF-16 offsets, trimmed, in order, not overlapping. Blank lines, headings, list
 * items and table rows end a sentence whatever their last character; markers (`-`, `•`, `#`) are not part of it. All
 * else that is not white space is in exactly one sentence. Takes time linear in the text, however long its lines are.
 */
export function splitSentences(text: string): TextSpan[] {
  return [...sentencesOf(text)]
}

/** The same one by one, for texts so long that other work needs its turn in between. */
export function* sentencesOf(text: string): Generator<TextSpan> {
  for (const block of splitBlocks(text)) yield* splitProse(text, block)
}

/** Stretches of text that no sentence crosses. */
function* splitBlocks(text: string): Generator<TextSpan> {
  let blockStart = 0
  let previous = ''
  for (let lineStart = 0; lineStart < text.length;) {
    const newline = text.indexOf('\n', lineStart)
    const lineEnd = newline === -1 ? text.length : newline
    const line = text.slice(lineStart, Math.min(lineEnd, lineStart + lineReach))
    const next = lineEnd + 1
    const opensBlock = blockStart === lineStart || previous === '' || endOfLine.test(previous.slice(-reach))
    const marker = bullet.exec(line) ?? (opensBlock && softBullet.test(line) ? [''] : null)
    if (isBlank(text, lineStart, lineEnd)) {
      yield { start: blockStart, end: lineStart }
      blockStart = next
      previous = ''
    } else if (marker !== null || isTableRow(line)) {
      yield { start: blockStart, end: lineStart }
      blockStart = lineStart + (marker?.[0]?.length ?? 0)
      const standsAlone = marker === null || marker[0]?.includes('#') === true
      if (standsAlone) {
        yield { start: blockStart, end: lineEnd }
        blockStart = next
      }
      previous = standsAlone ? '' : line
    } else if (blockStart === lineStart && isUnmarkedHeading(line, text, next)) {
      yield { start: blockStart, end: lineEnd }
      blockStart = next
      previous = ''
    } else {
      previous = lineEnd - lineStart > lineReach ? text.slice(lineEnd - reach, lineEnd) : line
    }
    lineStart = next
  }
  yield { start: blockStart, end: text.length }
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if (!whiteSpace.test(text.charAt(index))) return false
  return true
}

function isTableRow(line: string): boolean {
  if (rowEdge.test(line)) return true
  const bars = line.split(' | ').length - 1
  return bars >= 2 || (bars === 1 && line.length <= 160 && !/[.?!]\s*$/.test(line))
}

/** Lines of wrapped prose are about equally long: a first line much shorter than the capitalised one after it is a heading. */
function isUnmarkedHeading(line: string, text: string, next: number): boolean {
  if (line.length > 60 || endOfLine.test(line)) return false
  const following = text.slice(next, next + line.length + 40)
  const newline = following.indexOf('\n')
  const length = newline === -1 ? following.length : newline
  return length >= line.trim().length + 25 && /^\s*[\p{Lu}\p{N}]/u.test(following)
}

function* splitProse(text: string, block: TextSpan): Generator<TextSpan> {
  let start = skipWhiteSpace(text, block.start, block.end)
  for (let index = start; index < block.end;) {
    if (!terminators.has(text.charCodeAt(index))) {
      index++
      continue
    }
    let after = index + 1
    while (after < block.end && terminators.has(text.charCodeAt(after))) after++
    const end = endAfter(text, start, index, after, block.end)
    if (end !== undefined) {
      yield { start, end }
      start = skipWhiteSpace(text, end, block.end)
    }
    index = Math.max(start, after)
  }
  let end = block.end
  while (end > start && whiteSpace.test(text.charAt(end - 1))) end--
  if (end > start) yield { start, end }
}

/** Where the sentence ends that the terminator at `at` may close, or undefined where it goes on. */
function endAfter(text: string, start: number, at: number, after: number, limit: number): number | undefined {
  if (after >= limit) return undefined
  const terminator = text.charAt(after - 1)
  let end = after
  while (end < limit && end < after + 4 && /["'”’)\]]/.test(text.charAt(end))) end++
  if ('。！？'.includes(terminator)) return end
  const isFullStop = terminator === '.' && after - at === 1
  const before = text.slice(Math.max(start, at - reach), at)
  const mark = isFullStop ? referenceMark.exec(text.slice(end, Math.min(limit, end + reach)))?.[0] : undefined
  if (mark !== undefined && (mark.startsWith('[') || /\p{Ll}{3}$/u.test(before))) end += mark.length
  if (end >= limit) return undefined
  const next = skipWhiteSpace(text, end, limit)
  if (next === end || next >= limit) return undefined
  const following = text.slice(next, Math.min(limit, next + reach))
  if (!sentenceStart.test(following)) return undefined
  return isFullStop && isAbbreviated(before, at - before.length === start, following) ? undefined : end
}

/** Whether a full stop between these two texts belongs to an abbreviation, a numbering or an initial. */
function isAbbreviated(before: string, isWholeSentence: boolean, following: string): boolean {
  if (isWholeSentence && /^[([]?(?:\d{1,3}(?:\.\d{1,3})*|\p{L}|[ivxIVX]{1,4})$/u.test(before)) return true
  const word = wordBefore.exec(before)?.[0]
  if (word === undefined) return false
  const key = word.toLowerCase()
  if (introducing.has(key)) return true
  const isNumberNext = /^[([]?\d/.test(following)
  if (introducingNumbers.has(key) && isNumberNext) return true
  const isUnitOfNumber = /[\d°][ \u00a0\u2009\u202f]?(?:\p{L}{1,3}[/·])?$/u.test(
    before.slice(0, before.length - word.length),
  )
  // `6 at.% Co.` is cobalt, `Tanaka Co.` a company.
  if (word === 'Co' && /(?:%|\d|\band|\bor)\s$/.test(before.slice(0, -2))) return false
  const isInitial = /^\p{Lu}$/u.test(word) && !isUnitOfNumber
  const isDotted = /^\p{L}(?:\.\p{L}{1,2})+$/u.test(word)
  if (!isInitial && !isDotted && (!ambiguous.has(key) || isUnitOfNumber)) return false
  return !commonFirstWords.has(firstWord.exec(following)?.[0] ?? '')
}

function skipWhiteSpace(text: string, start: number, end: number): number {
  let index = start
  while (index < end && whiteSpace.test(text.charAt(index))) index++
  return index
}
