import { elementNames } from './element-names.ts'
import { greekLetters } from './greek-letters.ts'
import { parseFormula } from './parse-formula.ts'

/** Isotopes that papers write with the mass number behind: `C-13`, `carbon-13`. Others (`Fe-50`, `C-60`) are compositions or clusters. */
const isotopes = new Set(
  (
    'He3 He4 Li6 Li7 Be10 B10 B11 C11 C13 C14 N15 O17 O18 F18 F19 Na22 Na23 Mg25 Al26 Al27 Si28 Si29 P31 P32 S33 S34 S35 ' +
    'Cl35 Cl37 K40 Ca43 Ca45 V51 Cr53 Mn55 Fe55 Fe57 Co57 Co59 Co60 Ni61 Ni63 Cu63 Cu65 Zn67 Ga68 Ge68 Sr87 Sr90 Mo95 Mo99 ' +
    'Ag109 Cd113 Sn119 I129 I131 Xe129 Cs133 Cs137 Eu151 Gd155 Gd157 Ir192 Pt195 Pb207 Ra226 Th232 U233 U235 U238 Np237 Pu239 Am241'
  ).split(' '),
)
const symbols: ReadonlyMap<string, string> = new Map([...elementNames].map(([symbol, name]) => [name, symbol]))

const amountOfWater = String.raw`(\d+(?:\.\d+)?|1[⁄/]2|[xn])?`
/** `CuSO4 · 5 H2O`, `CuSO4.5H2O`, `CuSO4*5H2O`: all the same hydrate. */
const hydrate = new RegExp(String.raw`(?<=[A-Za-z\d)\]]) ?[·.*×] ?${amountOfWater} ?H2O\b`, 'g')
/** `Ti 6Al 4V`: an alloy by its weight percents. */
const designation = /^[A-Z][a-z]?(?: \d+(?:\.\d+)?[A-Z][a-z]?){2,}$/
const polytype = /^(\d{1,2}[HCRT]) (?=[A-Z])/
const spacedPiece = /^(?:[A-Z][a-z]?|\(|\)\d*|[\dxyzδ.+-]+|(?:[A-Z][a-z]?[\dxyzδ.+-]*)+)$/
/** `gamma prime`, `γ-double-prime`. */
const prime = /(?<![\p{L}\p{N}])(alpha|beta|gamma|delta|eta|theta|[α-ω])[ -](double[ -])?prime\b/giu
/** Longer texts are names of another kind; the bound keeps the time small. */
const longestFormula = 80

/**
 * The ways in which one and the same chemical name is printed, as one: spaces and dots of hydrates, the sign and place of
 * charges (`Ca++`, `Fe+2`, `SO4 2-`), isotopes (`C-13`, `carbon-13`), formulas that lost their subscripts (`Al 2 O 3`),
 * bracketed indices (`La(1-x)Sr(x)MnO3`), alloys by weight percents (`Ti 6Al 4V`), polytypes (`4H SiC`), primes of phases
 * (`gamma prime`). Takes text in Unicode's compatible form; what is none of these comes back as it is.
 */
export function unifyPrinting(source: string): string {
  const text = withoutBrackets(source)
    .replaceAll(prime, (_, letter: string, double: string | undefined) => {
      const greek = greekLetters.get(letter.toLowerCase()) ?? letter
      return `${greek}${double === undefined ? "'" : "''"}`
    })
    .replaceAll(/(?<=[α-ω]'?) ?\+ ?(?=[α-ω])/gu, '+')
  if (text.length > longestFormula) return text
  return unifyIon(unifyFormula(text))
}

function withoutBrackets(text: string): string {
  if (!text.startsWith('(') || !text.endsWith(')')) return text
  const inner = text.slice(1, -1)
  return inner === '' || /[()]/.test(inner) ? text : inner.trim()
}

function unifyFormula(text: string): string {
  const dotted = text.replaceAll(hydrate, (_, amount: string | undefined) => {
    const count = amount === undefined || amount === '1' ? '' : /^1[⁄/]2$/.test(amount) ? '0.5' : amount
    return `·${count}H2O`
  })
  const plain = dotted.replaceAll(/(?<=[A-Z][a-z]?)\(((?:\d+(?:\.\d+)?)?[-+]?[xyzδ]|\d+\.\d+)\)/g, '$1')
  if (designation.test(plain)) return plain.replaceAll(' ', '-')
  if (polytype.test(plain)) return plain.replace(polytype, '$1-')
  if (/^\d{3} [A-Z]{1,2}$/.test(plain)) return plain.replace(' ', '')
  const pieces = plain.split(' ')
  const isSpaced =
    pieces.length >= 3 && pieces.every((piece) => spacedPiece.test(piece)) && pieces.some((piece) => /^\d/.test(piece))
  const together = pieces.join('')
  return isSpaced && parseFormula(together) !== undefined ? together : plain
}

function unifyIon(text: string): string {
  const isotope = /^([A-Z][a-z]?|[a-z]{3,})-(\d{1,3})$/.exec(text)
  if (isotope !== null) {
    const [, element = '', mass = ''] = isotope
    const symbol = symbols.get(element) ?? element
    if (isotopes.has(symbol + mass)) return mass + symbol
  }
  const repeated = /^([A-Z][a-z]?)(\+{2,4}|-{2,4})$/.exec(text)
  if (repeated !== null && elementNames.has(repeated[1] ?? ''))
    return `${repeated[1]}${repeated[2]?.length}${repeated[2]?.charAt(0)}`
  const before = /^([A-Z][a-z]?) ?\^?\(?\+([1-7])\)?$/.exec(text)
  if (before !== null && elementNames.has(before[1] ?? '')) return `${before[1]}${before[2] === '1' ? '' : before[2]}+`
  const apart = /^([A-Z][\w()[\]]*)(?: |\^|\^\(| \(|\^\{|\()(\d?[+-])[)}]?$/.exec(text)
  if (apart !== null && parseFormula(apart[1] ?? '') !== undefined) return `${apart[1]}${apart[2]}`
  return text.replace(/^([A-Z][a-z]?)1([+-])$/, '$1$2')
}
