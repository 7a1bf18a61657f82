/** Stands after a hyphen that ended a printed line: only a layout parser knows these places for sure. */
export const lineEndMark = '\ufdd0'
/** Stands where a page begins, until the whole text is put together. Both marks are no characters of any text. */
export const pageMark = '\ufdd1'

/** First halves that are written with a hyphen though they are no words of the text by themselves. */
const prefixes = new Set(
  'self well non high low ultra quasi cross half one two three four all ex semi co pre post anti'.split(' '),
)

const letters = String.raw`[\p{L}\p{M}]`
const wordPattern = new RegExp(`${letters}+`, 'gu')
// Words begin where no letter stands before: without that, a long run of letters would be searched from each of them.
const hyphenatedWord = new RegExp(`(?<!${letters})${letters}{1,40}-${letters}{1,40}`, 'gu')
const brokenWord = new RegExp(
  `(?<!${letters})(${letters}{1,40})[-‐](\ufdd0\ufdd1?|\n| (?=\\p{Ll}{2}))((?:${letters}|\\d){1,40})`,
  'gu',
)

/**
 * Puts words together again that a line end tore apart (`electrifi- cation`), where the text itself shows how: if the
 * joined form stands elsewhere in it, the hyphen goes; if the hyphenated form does (`high-entropy`), it stays. Else a
 * hyphen that surely ended a line goes when its first half is no word of the text, and all other places stay as they are.
 */
export function joinHyphenated(text: string): string {
  const torn = [...text.matchAll(brokenWord)]
  if (torn.length === 0) return text
  const words = new Map<string, number>()
  const count = (word: string, by: number): void => void words.set(word, (words.get(word) ?? 0) + by)
  for (const [word] of text.matchAll(wordPattern)) count(word.toLowerCase(), 1)
  for (const [, first = '', , second = ''] of torn) {
    count(first.toLowerCase(), -1)
    count(second.toLowerCase(), -1)
  }
  const has = (word: string): boolean => (words.get(word) ?? 0) > 0
  const hyphenated = new Set<string>()
  for (const [word] of text.matchAll(hyphenatedWord)) hyphenated.add(word.toLowerCase())
  return text.replace(brokenWord, (all: string, first: string, joint: string, second: string, at: number) => {
    const left = first.toLowerCase()
    const right = second.toLowerCase()
    const page = joint.endsWith(pageMark) ? pageMark : ''
    if (/^\p{Ll}/u.test(second) && has(left + right)) return first + page + second
    if (hyphenated.has(`${left}-${right}`)) return `${first}-${page}${second}`
    if (!joint.startsWith(lineEndMark)) return all
    // The last link of a chain, `zinc` in `magnesium-zinc-calcium`, is a word though it stands nowhere else.
    const isHalfWord = text.charAt(at - 1) !== '-' && !has(left) && !prefixes.has(left) && /^\p{Ll}{2}/u.test(second)
    return isHalfWord ? first + page + second : `${first}-${page}${second}`
  })
}
