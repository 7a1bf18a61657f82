/** Stands after a hyphen that ended a printed line: only a layout parser knows these places for sure. */
export const lineEndMark = '\ufdd0'
/** Stands where a page begins, until the whole text is put together. Both marks are no characters of any text. */
export const pageMark = '\ufdd1'

/** First halves that are written with a hyphen though they are no words of the text by themselves. */
const prefixes = new Set(
  'self well non high low ultra quasi cross half one two three four all ex semi co pre post anti'.split(' '),
)

const letter = /[\p{L}\p{M}]/u
const wordPattern = /[\p{L}\p{M}]+/gu
/** Longer runs of letters are no words, and are not looked through. */
const longestWord = 40

/** A hyphen between two halves of a word, with what stands after the hyphen: a mark, a line end or a blank. */
interface TornWord {
  readonly first: string
  readonly joint: string
  readonly second: string
  /** Where the hyphen stands. */
  readonly at: number
}

/**
 * Puts words together again that a line end tore apart (`electrifi- cation`), where the text itself shows how: if the
 * joined form stands elsewhere in it, the hyphen goes; if the hyphenated form does (`high-entropy`), it stays. Else a
 * hyphen that surely ended a line goes when its first half is no word of the text, and all other places stay as they are.
 */
export function joinHyphenated(text: string): string {
  const torn: TornWord[] = []
  const hyphenated = new Set<string>()
  for (let at = text.indexOf('-'); at !== -1; at = text.indexOf('-', at + 1)) {
    const first = wordBefore(text, at)
    if (first === '') continue
    const joint = /^(?:\ufdd0\ufdd1?|\n| (?=\p{Ll}{2}))?/u.exec(text.slice(at + 1, at + 6))?.[0] ?? ''
    const second = wordAfter(text, at + 1 + joint.length)
    if (second === '') continue
    if (joint === '') hyphenated.add(`${first}-${second}`.toLowerCase())
    else torn.push({ first, joint, second, at })
  }
  if (torn.length === 0) return text
  const counts = countWords(text, torn)
  const has = (word: string): boolean => (counts.get(word) ?? 0) > 0

  let joined = ''
  let done = 0
  for (const { first, joint, second, at } of torn) {
    const [left, right] = [first.toLowerCase(), second.toLowerCase()]
    const isLineEnd = joint.startsWith(lineEndMark)
    const isWord = /^\p{Ll}/u.test(second) && has(left + right)
    const isCompound = hyphenated.has(`${left}-${right}`)
    // The last link of a chain, `zinc` in `magnesium-zinc-calcium`, is a word though it stands nowhere else.
    const isChain = text.charAt(at - first.length - 1) === '-'
    const isHalfWord = !isChain && !has(left) && !prefixes.has(left) && /^\p{Ll}{2}/u.test(second)
    if (!isWord && !isCompound && !isLineEnd) continue
    const isJoined = isWord || (!isCompound && isHalfWord)
    joined += text.slice(done, at) + (isJoined ? '' : '-') + (joint.endsWith(pageMark) ? pageMark : '')
    done = at + 1 + joint.length
  }
  return joined + text.slice(done)
}

/** How often the words that matter stand in the text, their torn halves not counted. */
function countWords(text: string, torn: readonly TornWord[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { first, second } of torn) {
    counts.set(first.toLowerCase(), 0)
    counts.set((first + second).toLowerCase(), 0)
  }
  const count = (word: string, by: number): void => {
    const before = counts.get(word)
    if (before !== undefined) counts.set(word, before + by)
  }
  for (const [word] of text.matchAll(wordPattern)) count(word.toLowerCase(), 1)
  for (const { first, second } of torn) {
    count(first.toLowerCase(), -1)
    count(second.toLowerCase(), -1)
  }
  return counts
}

function wordBefore(text: string, end: number): string {
  let start = end
  while (start > 0 && end - start <= longestWord && letter.test(text.charAt(start - 1))) start--
  return end - start > longestWord ? '' : text.slice(start, end)
}

/** Also what begins with digits, as in `alloy-718`. */
function wordAfter(text: string, start: number): string {
  let end = start
  while (end < text.length && end - start <= longestWord && /[\p{L}\p{M}\d]/u.test(text.charAt(end))) end++
  return end - start > longestWord ? '' : text.slice(start, end)
}
