import { contentStems, readWords } from './read-words.ts'

/** Small words within a name: `University of Copenhagen`, `Law and Order`. */
const link = String.raw`(?:\s(?:of|and|de|la|von|van|for|in|on|&))?(?:\s(?:the|The))?\s`
const head = String.raw`(?:\p{Lu}[\p{L}\p{N}\p{M}.'’&-]*|\d{3,4})`
const next = String.raw`(?:\p{Lu}[\p{L}\p{N}\p{M}.'’&-]*|\d+)`
const namePattern = new RegExp(`${head}(?:${link}${next})*`, 'gu')
/** A list of capitals is no name. */
const longestName = 120
/** `MPa`, `GPa`, `Hz`: capitals that name nothing. */
const unit = String.raw`[kMGTcmnpµμ]?(?:Pa|Hz|W|V|A|J|N|K|Wh|Ah|eV|C|F|S|T|M|L|B|bar|mol|m|g|s)`
const isUnit = new RegExp(`^${unit}$`)
/** A value is no name, and neither is its number a year. */
const value = new RegExp(
  String.raw`(?<![\p{L}\d])\d[\d.,–-]*\s?(?:[°%]\s?[CF]?|(?:${unit}|nm|h|min|l|ppm|rpm|wt|vol|mol|at|cycles?|hours?|days?|years?|degrees?)(?![\p{L}]))`,
  'gu',
)
const sentenceStart = /(?:^|[.?!:|\n])\s*["'“‘(]*$/

/**
 * What a text calls by name: runs of capitalised words and years, each once, in order. Made for retrieval, in texts of any
 * subject; it takes no part in what the graph knows. Units, values and words that are capitals only because a sentence begins
 * with them, as the rest of the text shows, are none.
 */
export function findNames(text: string): string[] {
  const names = new Set<string>()
  const plain = plainStems(text)
  const unmeasured = text.replaceAll(value, (printed) => ' '.repeat(printed.length))
  for (const { 0: run, index } of unmeasured.matchAll(namePattern)) {
    let name = run.replace(/(?:['’]s|[.'’-])+$/u, '')
    let at = index
    const [first] = readWords(name)
    if (first?.isStop === true) {
      at += first.end
      name = name.slice(first.end).trimStart()
    }
    if (name.length < 2 || name.length > longestName || isUnit.test(name)) continue
    if (!/\s/.test(name) && sentenceStart.test(text.slice(Math.max(0, at - 6), at))) {
      const stems = contentStems(name)
      if (stems.length > 0 && stems.every((stem) => plain.has(stem))) continue
    }
    names.add(name)
  }
  return [...names]
}

/** The stems of the words that stand somewhere without a capital. */
function plainStems(text: string): ReadonlySet<string> {
  return new Set(readWords(text).flatMap(({ start, stem }) => (/\p{Ll}/u.test(text.charAt(start)) ? [stem] : [])))
}
