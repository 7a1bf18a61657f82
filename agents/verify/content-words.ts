const stopWords = new Set(
  (
    'a about above after again against all almost already also although always am among an and another any are as at away ' +
    'be became because become becomes been before being below between both but by called can cannot could did do does ' +
    'doing done down during each either enough especially etc even ever every few for from further gave get gives given ' +
    'had has have having he hence her here how however i if in into is it its itself just kind known least less like made ' +
    'make makes many may me might more most much must my near nearly neither no nor not now of off often on once one only ' +
    'onto or other others otherwise our out over own per rather really same several shall she should since so some such ' +
    'take than that the their them then there therefore these they this those through thus to too toward towards two type ' +
    'under until up upon us used uses using usually various very via was we well were what when where whereas whether ' +
    'which while who whole whom whose why will with within without would yes yet you your approximately roughly typically ' +
    'different important main role way ways'
  ).split(' '),
)

const wordPattern = /\p{L}[\p{L}\p{N}\p{M}]*/gu
const isFormula = /\p{N}|\p{Ll}\p{Lu}|^\p{Lu}{2,}/u

/**
 * The words of a text that carry meaning, in order, repeats kept: stop words dropped, hyphens split, endings cut so that
 * `increases` and `increasing` are one word. Formulas and abbreviations keep their case: `TiN` is not `tin`.
 */
export function contentWords(text: string): string[] {
  const words: string[] = []
  for (const [word] of text.normalize('NFKC').matchAll(wordPattern)) {
    if (isFormula.test(word)) words.push(word)
    else {
      const lower = britishSpelling(word.toLowerCase())
      if (lower.length > 1 && !stopWords.has(lower)) words.push(stem(lower))
    }
  }
  return words
}

/** Words that join and weigh but name nothing: saying them invents nothing. */
const genericWords =
  'ability able achieve allow arrangement behaviour benefit better cause change characteristic clearly combination combine compared ' +
  'comparison component contain contribute crucial determine due easily effect effective effectively enable enhance ensure ' +
  'essential exhibit factor fail failure feature found function good greatly help high higher highly improve increase influence key lead level ' +
  'limit low lower maintain material mechanism necessary need occur overall performance play possess prevent process property ' +
  'provide range reduce require result show significant significantly similar specific strong structure suitable tend ultimately ' +
  'thereby unique value vary weak'

/** The different words of a text that name something and that none of the others has. */
export function unknownWords(text: string, others: readonly string[]): string[] {
  const known = new Set([genericWords, ...others].flatMap(contentWords))
  return [...new Set(contentWords(text))].filter((word) => !known.has(word))
}

/** Share of the first text's different content words that the second has, 0 to 1; 0 where the first has none. */
export function wordCoverage(of: string, by: string): number {
  const wanted = new Set(contentWords(of))
  if (wanted.size === 0) return 0
  const there = new Set(contentWords(by))
  return [...wanted].filter((word) => there.has(word)).length / wanted.size
}

/** One spelling of words that are written in two ways. */
function britishSpelling(word: string): string {
  return word
    .replace(/iz(?=e|ing|ation)/, 'is')
    .replace(/yz(?=e|ing)/, 'ys')
    .replace('aluminum', 'aluminium')
    .replace('behavior', 'behaviour')
    .replace(/^(col|vap|fav)or/, '$1our')
    .replace(/^(nano|micro)?fiber/, '$1fibre')
    .replace(/^center/, 'centre')
    .replace('sulph', 'sulf')
}

/** A light stem: enough to join the forms of one word, not to be read. */
function stem(word: string): string {
  let rest = word
  if (rest.length > 4 && rest.endsWith('ies')) rest = `${rest.slice(0, -3)}y`
  else if (rest.length > 3 && rest.endsWith('s') && !/(?:ss|us|is)$/.test(rest)) rest = rest.slice(0, -1)
  for (const ending of ['ation', 'ness', 'ing', 'ment', 'ed', 'ly', 'er', 'al', 'ity']) {
    if (rest.length - ending.length >= 4 && rest.endsWith(ending)) {
      rest = rest.slice(0, -ending.length)
      break
    }
  }
  if (rest.length > 4 && /(.)\1$/.test(rest) && !rest.endsWith('ss')) rest = rest.slice(0, -1)
  return rest.length > 4 && /[eyi]$/.test(rest) ? rest.slice(0, -1) : rest
}
