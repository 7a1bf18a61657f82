import { elementNames } from './element-names.ts'
import { parseFormula } from './parse-formula.ts'

/** The text on both sides of a word that may be a formula. */
export interface FormulaContext {
  readonly before: string
  readonly after: string
}

/** Words of capitals that are formulas although most such words are acronyms. */
const plainFormulas = new Set(
  'CO NO BN HF KI KF WC VN VC UC UN OH CN BP BC KOH HCN HI YN NH CH VO WO WS YF UF WN BF HO KH YP YB'.split(' '),
)
/** Mixed-case words that parse but are something else. */
const notFormulas = new Set(
  'MeV CoS PIn PoC PhD NaN Nanos Os Pos Cs. OsO HoS BaSe CAs HAs POs CLs CNs SOs PCs BNs ICs CNPs PCBs VOCs ISo INa COs PBs UVs NOs Poly Cons Coin Ion Nov Sin Cosi'.split(
    ' ',
  ),
)
/** Element symbols that are also English words, initials or dimensionless numbers. */
const wordLike = new Set('In As At He Be No Am I Re Pr Pa Ho Po Es Md Ra Os Ac Fm Th Er U La'.split(' '))
const speaksOfAnElement =
  /^(?:[- ]?(?:atoms?|ions?|contents?|dop(?:ing|ed|ant)|vacanc(?:y|ies)|alloy(?:s|ing)?|additions?|concentrations?|substitution|cations?|anions?|oxides?|precursors?|impurit(?:y|ies)|interstitials?|species|terminated|rich|poor|free|based|containing|foams?|foil|films?|layers?|powders?|nanoparticles?|particles?|loading|edge|signals?|K-edge|sites?|mapping)\b| ?\d[spdf]\b|\/[A-Z])/
const listWithElement = /(?:^|[\s(,/-])([A-Z][a-z]?)(?:,| and| or|, and|, or|\/) ?$/
const listBeforeElement = /^(?:,| and| or|, and|, or|\/) ?([A-Z][a-z]?)(?![A-Za-z])/

/**
 * Whether a word of running text is a chemical formula. What the grammar alone cannot say (`In`, `As`, `NO`, `SOFC`, `C`) is
 * decided by the words around it: a list of elements, `atoms`, `content`, `1s`. Without context, doubtful words are refused.
 */
export function isFormula(word: string, context: FormulaContext = { before: '', after: '' }): boolean {
  // `CNTs` and `SOFCs` parse with tennessine or caesium; they are plurals of acronyms.
  if (notFormulas.has(word) || (/^[A-Z]{2,}s$/.test(word) && word !== 'BAs')) return false
  const formula = parseFormula(word)
  if (formula === undefined) return false
  if (/^[A-Z][a-z]?$/.test(word)) return isElement(word, context)
  if (plainFormulas.has(word)) return !/^ Instruments?\b/.test(context.after)
  // An isotope like `13C` stands alone; `2H` and `3C` are polytypes or counts.
  if (formula.isotope !== undefined && formula.charge === 0)
    return formula.isotope > 5 && /^[A-Z]/.test(word.slice(1)) === false
  // Ions: `W6+`, `O2−`.
  if (
    formula.parts.length === 1 &&
    formula.charge !== 0 &&
    /^(?:[A-Z][a-z]?\d?\+|[ONSFI]\d?[-−–⁻]|(?:Cl|Br)[-−–⁻])$/.test(word)
  )
    return true
  const letters = word.replaceAll(/[^\p{L}]/gu, '')
  // The second letter of a symbol (`ZnO`), not the variable of an index (`SiOx`).
  const hasLowerCase = formula.parts.some(({ element }) => /[a-z]/.test(element))
  const hasIndex = /[\p{N}xδ]/u.test(word) && /^[[(]?[A-Z]/.test(word)
  if (!hasLowerCase && !hasIndex) return formula.charge !== 0 && letters.length <= 2
  // Sample names such as `P1200` and `S3`, `H1`, `C60` apart: one element with an index over 12 is a label.
  if (formula.parts.length === 1 && formula.charge === 0) {
    const amount = formula.parts[0]?.amount
    const isGas = /^(?:H2|N2|O2|F2|Cl2|Br2|I2|O3|P4|S8|C60|C70)$/.test(word.normalize('NFKC'))
    return isGas || (typeof amount === 'string' && /[\dδ-]/.test(amount) && /^[A-Z][a-z]/.test(word))
  }
  if (!hasLowerCase) {
    const numbers = formula.parts.map((part) => (typeof part.amount === 'number' ? part.amount : 1))
    return Math.max(...numbers) <= 60 && new Set(letters).size >= 2 && !/^(?:[A-Z]\d{3,})/.test(word)
  }
  return !/^[A-Z][a-z]{2,}$/.test(word)
}

/** Three or more symbols in a row: `C, O, N and Cu`. */
const symbolLists = /(?:\b[A-Z][a-z]?(?:, | and |, and | or )){2}[A-Z][a-z]?\b/

function isElement(word: string, { before, after }: FormulaContext): boolean {
  if (!elementNames.has(word)) return false
  // A name (`Li et al.`), the maker CH Instruments, and the K of shells (`K-edge`, `Kα`).
  if (/^,? et al\b|^ Instruments?\b/.test(after) || (word === 'K' && /^[- ]?(?:edge|alpha|shell|α|β)/.test(after)))
    return false
  if (word.length === 2 && !wordLike.has(word)) return true
  if (
    /\b(?:Figs?|Figure|Table|Type|Class|Section|Stage|Grade|Ref|Eq|Sample|Mode|Group|Phase|Part)\.? ?$|[\d°◦=][\s\u00a0]?$/i.test(
      before,
    )
  )
    return false
  if (speaksOfAnElement.test(after))
    return word.length === 1 || !/(?:^|[.?!:])\s*$/.test(before) || !after.startsWith(' ')
  const neighbour = listWithElement.exec(before)?.[1] ?? listBeforeElement.exec(after)?.[1]
  if (neighbour === undefined || !elementNames.has(neighbour)) return false
  // Two words that are both doubtful (`He and I`) do not vouch for each other.
  const isSure = (symbol: string): boolean => symbol.length === 2 && !wordLike.has(symbol)
  return isSure(neighbour) || (symbolLists.test(before + word + after) && !wordLike.has(neighbour))
}
