import { elementNames } from './element-names.ts'

/** An amount is a number, or an expression such as `1-x` or `3-δ`. */
export interface FormulaPart {
  readonly element: string
  readonly amount: number | string
}

/** A chemical formula taken apart. `charge` is 0 where none is printed; `waters` counts the H2O of a hydrate. */
export interface Formula {
  readonly parts: readonly FormulaPart[]
  readonly charge: number
  readonly waters: number | string
  /** Mass number of a single isotope, as in `13C`. */
  readonly isotope?: number
}

/** Longer texts are no formulas; the bound keeps the parser's time small. */
const longestFormula = 80

const number = /\d+(?:\.\d+)?/y
/** An index with a variable: `x`, `1-x`, `3-δ`, `0.9+y`, `x/2`, `2n+1`. */
const variable =
  /(?:\d+(?:\.\d+)?)?[xyznδ](?:\/\d)?(?:[-+](?:\d+(?:\.\d+)?|[xyzδ]))*|\d+(?:\.\d+)?(?:[-+](?:\d*(?:\.\d+)?[xyzδ](?:\/\d)?))+|δ/y
const charge = /(\d*)([+-]+)$/
/** Groups and ions that stand in formulas like elements: `FAPbI3`, `(PEA)2PbI4`, `Sn(Oct)2`, `Pd(acac)2`, `EtOH`. */
const groups = ['acac', 'PEA', 'Oct', 'iPr', 'tBu', 'FA', 'MA', 'BA', 'Me', 'Et', 'Ph', 'Bu']
const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']' }

/**
 * Reads a formula by grammar alone: element symbols (case counts), indices (whole, decimal, `x`, `1-x`, `3-δ`), brackets,
 * alternatives `(Bi,Sb)2Te3`, hydrates `CuSO4·5H2O`, charges `Zr4+`, isotopes `13C` (mass number first, one element). Sub- and
 * superscript digits count as digits. Returns undefined for anything else. `SOFC` and `In` parse too: whether a word of a
 * text is a formula is for `isFormula` to say.
 */
export function parseFormula(text: string): Formula | undefined {
  if (text.length === 0 || text.length > longestFormula) return undefined
  let source = text
    .normalize('NFKC')
    .replaceAll(/[‐‑‒–—−]/g, '-')
    .replaceAll(/[⋅∙•*]/g, '·')
  const isotope = /^(\d{1,3})(?=[A-Z][a-z]?(?:\d*[+-])?$)/.exec(source)?.[1]
  if (isotope !== undefined) source = source.slice(isotope.length)
  let chargeValue = 0
  const sign = charge.exec(source)
  if (sign !== null) {
    const [whole, digits = '', signs = ''] = sign
    if (signs.length > 1 && digits !== '') return undefined
    // `Zr4+` is a charge of four, but in `NO3-` the digit is an index: single elements keep theirs as charge.
    const body = source.slice(0, source.length - whole.length)
    const isSimpleIon = elementNames.has(body) || body.endsWith(')') || body.endsWith(']') || digits === ''
    source = isSimpleIon ? body : source.slice(0, source.length - signs.length)
    chargeValue = (signs.startsWith('-') ? -1 : 1) * (isSimpleIon && digits !== '' ? Number(digits) : signs.length)
  }
  const [body = '', ...rest] = source.split('·')
  const parts = readGroup(body)
  if (parts === undefined) return undefined
  let waters: number | string = 0
  for (const piece of rest) {
    const water = /^(\d+(?:\.\d+)?|[xn])?H2O$/.exec(piece)
    if (water === null) {
      const leading = /^\d+(?:\.\d+)?/.exec(piece)?.[0] ?? ''
      const more = readGroup(piece.slice(leading.length))
      if (more === undefined) return undefined
      parts.push(...scale(more, leading === '' ? 1 : Number(leading)))
    } else waters = water[1] === undefined ? 1 : Number.isNaN(Number(water[1])) ? water[1] : Number(water[1])
  }
  return { parts, charge: chargeValue, waters, ...(isotope === undefined ? {} : { isotope: Number(isotope) }) }
}

function readGroup(source: string): FormulaPart[] | undefined {
  const stack: { parts: FormulaPart[]; close: string }[] = [{ parts: [], close: '' }]
  let index = 0
  while (index < source.length) {
    const top = stack.at(-1)
    if (top === undefined) return undefined
    const character = source.charAt(index)
    const close = closing[character]
    if (close !== undefined) {
      stack.push({ parts: [], close })
      index++
    } else if (character === top.close && top.parts.length > 0) {
      stack.pop()
      const amount = readAmount(source, index + 1)
      stack.at(-1)?.parts.push(...scale(top.parts, amount.value))
      index = amount.end
    } else if (character === ',' && stack.length > 1 && top.parts.length > 0) index++
    else {
      const two = source.slice(index, index + 2)
      const group = groups.find((name) => source.startsWith(name, index))
      const symbol = group ?? (elementNames.has(two) ? two : elementNames.has(character) ? character : undefined)
      if (symbol === undefined) return undefined
      const amount = readAmount(source, index + symbol.length)
      top.parts.push({ element: symbol, amount: amount.value })
      index = amount.end
    }
  }
  const parts = stack[0]?.parts
  return stack.length === 1 && parts !== undefined && parts.length > 0 ? parts : undefined
}

function readAmount(source: string, index: number): { value: number | string; end: number } {
  for (const pattern of [variable, number]) {
    pattern.lastIndex = index
    const match = pattern.exec(source)?.[0]
    if (match !== undefined) return { value: pattern === number ? Number(match) : match, end: index + match.length }
  }
  return { value: 1, end: index }
}

function scale(parts: readonly FormulaPart[], factor: number | string): FormulaPart[] {
  return parts.map(({ element, amount }) => {
    if (factor === 1) return { element, amount }
    if (amount === 1) return { element, amount: factor }
    return typeof amount === 'number' && typeof factor === 'number'
      ? { element, amount: amount * factor }
      : { element, amount: `(${amount})*(${factor})` }
  })
}
