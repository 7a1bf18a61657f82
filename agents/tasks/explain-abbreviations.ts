/** Abbreviations that every reader of materials science knows. */
const known = new Set(
  (
    'DNA RNA UV IR DC AC XRD SEM TEM STEM CVD PVD ALD AFM STM NMR FTIR XPS EDS EDX EBSD DSC TGA PMMA PVA PLA PET PEEK PTFE PVC PVDF ' +
    'PAN PDMS CNT FCC BCC HCP USA EU ISO ASTM MRI CT LED CMOS MEMS FEM DFT BET'
  ).split(' '),
)
/** Formulas of two elements with one letter each; CB and WP are abbreviations, although both letters are elements. */
const formulas = new Set('BN BP WC VC VN WB VB UC UN CO NO OH HF KF KI CN CH NH SO PO VO WO'.split(' '))
const abbreviation = /(?<![\p{L}\p{N}(-])\p{Lu}{2,6}(?=s?(?![\p{L}\p{N})]))/gu

/**
 * A sentence whose abbreviations are explained where they first stand, in the words of their document: `CDC` becomes
 * `carbide-derived carbon (CDC)` where the document writes so. `unexplained` names the first one that the document does
 * not explain and that is not generally known.
 */
export function explainAbbreviations(
  sentence: string,
  documentText: string,
): { readonly text: string; readonly unexplained?: string } {
  let text = sentence
  for (const short of new Set(sentence.match(abbreviation))) {
    if (known.has(short) || formulas.has(short) || sentence.includes(`(${short})`)) continue
    const long = findLongForm(short, documentText)
    if (long === undefined) return { text: sentence, unexplained: short }
    if (!text.toLowerCase().includes(long.toLowerCase())) text = text.replace(short, `${long} (${short})`)
  }
  return { text }
}

/** The words before `(ABC)` that begin with its letters, as the document writes them. */
function findLongForm(short: string, documentText: string): string | undefined {
  for (const { index } of documentText.matchAll(new RegExp(String.raw`\(${short}s?\)`, 'g'))) {
    const before = documentText.slice(Math.max(0, index - 120), index)
    const words = [...before.matchAll(/[\p{L}\p{N}]+/gu)].slice(-2 * short.length)
    for (let count = short.length - 1; count <= words.length; count++) {
      const chosen = words.slice(-count)
      const initials = chosen.map(([word]) => word.charAt(0).toUpperCase())
      if (initials[0] !== short.charAt(0) || !isWithin([...short], initials)) continue
      if (chosen.length <= short.length + 2) return before.slice(chosen[0]!.index).replace(/\s+/g, ' ').trim()
    }
  }
  return undefined
}

/** Whether the letters stand among the initials in this order, one of them at most left out. */
function isWithin(letters: readonly string[], initials: readonly string[]): boolean {
  let at = 0
  let missing = 0
  for (const letter of letters) {
    const found = initials.indexOf(letter, at)
    if (found === -1) missing += 1
    else at = found + 1
  }
  return missing <= (letters.length > 3 ? 1 : 0)
}
