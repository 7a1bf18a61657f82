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
 * `carbide-derived carbon (CDC)` where that is among the long forms. `unexplained` names the first one that they do not hold
 * and that is not generally known.
 */
export function explainAbbreviations(
  sentence: string,
  longForms: ReadonlyMap<string, string>,
): { readonly text: string; readonly unexplained?: string } {
  let text = sentence
  for (const short of new Set(sentence.match(abbreviation))) {
    if (known.has(short) || formulas.has(short) || sentence.includes(`(${short})`)) continue
    const long = longForms.get(short)
    if (long === undefined) return { text: sentence, unexplained: short }
    if (!text.toLowerCase().includes(long.toLowerCase())) text = writeOut(short, long, text)
  }
  return { text }
}

/** The first time it stands, in its number and with the first letter that its place asks for. */
function writeOut(short: string, long: string, sentence: string): string {
  return sentence.replace(new RegExp(`${short}(s?)`), (found: string, plural: string, index: number) => {
    const name = /^\p{Lu}\p{Ll}+ \p{Ll}/u.test(long) ? long.charAt(0).toLowerCase() + long.slice(1) : long
    const placed = index === 0 ? name.charAt(0).toUpperCase() + name.slice(1) : name
    return `${placed}${plural !== '' && !long.endsWith('s') ? 's' : ''} (${found})`
  })
}
