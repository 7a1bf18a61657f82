import type { TextSpan } from '#core/pair.ts'
import { elementNames } from '#graph/resolve/element-names.ts'
import { foldWord } from '#graph/resolve/fold-word.ts'
import { isFormula } from '#graph/resolve/is-formula.ts'
import { parseFormula } from '#graph/resolve/parse-formula.ts'
import type { MaterialRun } from './find-materials.ts'
import { materialNames } from '#graph/resolve/material-names.ts'
import type { WordToken } from './tokenise-words.ts'

/** The spans of the materials of a sentence, and of the materials inside them and inside other words. */
export function splitMaterials(
  tokens: readonly WordToken[],
  runs: readonly MaterialRun[],
  isKnown: (word: string) => boolean,
): TextSpan[] {
  const inRuns = new Set<number>()
  for (const { first, last } of runs) for (let index = first; index <= last; index++) inRuns.add(index)
  const inWords = tokens.flatMap((token, index) =>
    inRuns.has(index) ? [] : materialsInWord(token, tokens[index + 1], isKnown),
  )
  return [...runs.flatMap((run) => splitMaterial(tokens, run, isKnown)), ...inWords]
}

/** Words that say in which form a material is: they stay out of its span. */
const formBefore =
  /^(?:amorphous|(?:mono|poly|multi|nano|micro|single)?-?crystalline|glassy|vitreous|activated|working|counter|reference|liquid|solid|dry|humidified|compressed|synthetic)$/
const formAfter =
  /^(?:ions?|cations?|anions?|fib(?:re|er)s?|nanofib(?:re|er)s?|cloth|papers?|felt|foams?|foils?|nanotubes?|nanoparticles?|nanowires?|nanoplatelets?|dots?|wires?|pastes?|dopants?)$/

/** The spans of a material and of the materials inside it: `Pt/C` holds Pt and C, `4H-SiC` holds SiC. */
function splitMaterial(tokens: readonly WordToken[], run: MaterialRun, isKnown: (word: string) => boolean): TextSpan[] {
  let { first: from, last: to } = run
  while (from < to && formBefore.test(tokens[from]?.lower ?? '')) from++
  while (from < to && formAfter.test(tokens[to]?.lower ?? '')) to--
  const first = tokens[from]
  const last = tokens[to]
  if (first === undefined || last === undefined) return []
  const whole = { start: first.start, end: last.end }
  if (from === to && (formAfter.test(first.lower) || noSubstance.test(first.lower))) return []
  const next = tokens[to + 1]
  if (from === to && /[®™]$/.test(first.text)) return [whole, { start: first.start, end: first.end - 1 }]
  const bonded = from === to ? elementsOfBond(first, next) : undefined
  if (bonded !== undefined) return bonded
  // `MEA-Pt/C`: a part of a cell, then what it was made with.
  const assembly = from === to ? /^([A-Z]{3,4})-(?=[A-Z][\w/]*$)/.exec(first.text)?.[1] : undefined
  if (assembly !== undefined && isKnown(assembly) && first.text.includes('/')) {
    const rest = { ...first, start: first.start + assembly.length + 1, text: first.text.slice(assembly.length + 1) }
    return [{ start: first.start, end: first.start + assembly.length }, spanOf(rest), ...partsOf(rest, true)]
  }
  if (to === from + 1 && last.text === 'black' && elementNames.has(first.text))
    return [whole, spanOf(first), spanOf(last)]
  if (from !== to || !/[/–@=═-]/.test(first.text)) return [whole]
  const hasSlash = first.text.includes('/')
  const isPolytype = /^(?:\d[HCRT]|[PO]\d|L1\d)-/.test(first.text)
  const system = hasSlash || isPolytype ? undefined : substancesOf(first, isKnown)
  if (system !== undefined) return [whole, ...system]
  const parts = hasSlash || isPolytype ? partsOf(first, hasSlash) : []
  return hasSlash && areGases(first.text) ? parts : [whole, ...parts]
}

/** `Al2O3-CaO`, `PA6–PP`, `NiO-YSZ`: substances side by side, each a formula of a compound or a known code; not `Fe-N-C`. */
function substancesOf(token: WordToken, isKnown: (word: string) => boolean): TextSpan[] | undefined {
  const isSubstance = (part: string): boolean =>
    isKnown(part) ||
    (materialNames.has(part) && part.length > 1) ||
    (/[A-Z].*[A-Z]|[A-Z][a-z]?\d/.test(part) && isFormula(part))
  const parts = token.text.split(/[–-]/)
  if (parts.length < 2 || !parts.every((part) => isSubstance(part) || elementNames.has(part))) return undefined
  const known = parts.filter(isSubstance).length
  return known >= 1 && parts.every((part) => part.length > 1) ? piecesOf(token, /[–-]/, () => true) : undefined
}

/** `H2/N2`, `O2/Ar`: two substances side by side, no material of its own. */
function areGases(text: string): boolean {
  return text.split('/').some((part) => /^(?:H2|N2|O2|Ar|He|CO2?|CH4|NH3|H2O|air|Cl2|H\+|Li\+|Na\+)$/.test(part))
}

/** Tissues and roles that name no substance. */
const noSubstance =
  /^(?:reactants?|composites?|drugs?|dopants?|adhesives?|fuels?|absorbers?|slurry|slurries|bones?|enamel|dentine?|tendons?|cartilage|teeth|tooth|skin|muscle)$/

/** `C–O bond`, `C═O`, `Ca/P ratio`: the elements, not the whole. Undefined where the word is no bond. */
function elementsOfBond(token: WordToken, next: WordToken | undefined): TextSpan[] | undefined {
  const parts = token.text.split(/[-–=≡═/]/)
  if (parts.length < 2 || !parts.every((part) => elementNames.has(part))) return undefined
  const isRatio = token.text.includes('/') && /^(?:atomic|molar|ratios?|weight|mass)$/.test(next?.lower ?? '')
  const isBond =
    /[=≡═]/.test(token.text) ||
    /^(?:bond|bonds|bonding|bonded|groups?|stretching|vibrations?|peaks?|linkages?)$/.test(next?.lower ?? '') ||
    (parts.length === 2 && !token.text.includes('/') && parts.every((part) => /^(?:[CHONSFP]|Cl|Si)$/.test(part)))
  return isRatio || isBond ? piecesOf(token, /[-–=≡═/]/g, (part) => elementNames.has(part) && part !== 'I') : undefined
}

/**
 * Materials inside a word that is none itself: `carbon` in `carbon-supported` and `nitrogen/sulfur-doped`, `C` in `C1s`,
 * `CIGS` in `CIGS-1`, `graphene` in `graphene22` with the number of its reference.
 */
function materialsInWord(
  token: WordToken,
  next: WordToken | undefined,
  isKnown: (word: string) => boolean,
): TextSpan[] {
  const { text } = token
  // `p-type` stands for the semiconductor, not for phosphorus; `spherical-type` for nothing.
  if (text.endsWith('-type')) return /^[pnPN]-/.test(text) ? [spanOf(token)] : []
  const bonded = elementsOfBond(token, next)
  if (bonded !== undefined) return bonded
  const orbital = /^([A-Z][a-z]?)(?=\(?[1-5][spdf](?:$|[\d(]))/.exec(text)?.[1]
  if (orbital !== undefined && elementNames.has(orbital))
    return [{ start: token.start, end: token.start + orbital.length }]
  const isMaterial = (part: string): boolean =>
    isKnown(part) ||
    materialNames.has(foldWord(part.toLowerCase())) ||
    materialNames.has(part) ||
    isFormula(part, { before: '', after: '-doped' })
  // `Nafion®` is printed with and without its mark.
  const marked = /^(.{3,})[®™]$/.exec(text)?.[1]
  if (marked !== undefined && isMaterial(marked)) return [spanOf(token), { start: token.start, end: token.end - 1 }]
  // `In-situ`, `As-deposited` at the beginning of a sentence.
  if (/^(?:In|As|At|No)-(?!doped|rich|poor|free|based|containing|terminated|alloyed|substituted)/.test(text)) return []
  // The `K-edge` of a spectrum, the `C-axis` of a crystal.
  if (/^[A-Z]-(?:edge|shell|alpha|space|point|means|band|line|value|axis|plane|direction|curve)s?$/.test(text))
    return []
  const [head = ''] = /^[\p{L}\p{N}()/]+(?=-(?:\p{Ll}{3,}|\p{Ll}+ed)\d{0,2}(?:,\d+)*$|-$)/u.exec(text) ?? []
  if (head !== '') return piecesOf({ ...token, text: head }, /\//g, isMaterial)
  const sample = /^((?:[a-z]-)?[A-Z][\p{L}\p{N}]*)-\d$/u.exec(text)?.[1]
  if (sample !== undefined && isMaterial(sample)) return [{ start: token.start, end: token.start + sample.length }]
  const cited = /^(\p{Ll}{4,})\d{1,2}(?:[,–-]\d{1,2})*$/u.exec(text)?.[1]
  if (cited !== undefined && isMaterial(cited)) return [{ start: token.start, end: token.start + cited.length }]
  return elementsInWord(token)
}

/** `Sr/(Sr+La)`, `Si/H2`, `Pt(111)`: symbols and formulas between signs; around hyphens only where all pieces are such. */
function elementsInWord(token: WordToken): TextSpan[] {
  const { text } = token
  // `Ta=468K` is a quantity called so.
  if (
    !/[A-Z]/.test(text) ||
    !/[/+:,()[\]{}|–-]/.test(text) ||
    text.includes('=') ||
    /https?:|www\.|@|\.\w{2,4}\//.test(text)
  )
    return []
  const isSymbol = (part: string): boolean => part.length > 1 && isFormula(part, { before: '', after: '' })
  const pieces = text.split(/[/+:,()[\]{}|=–-]/).filter((part) => part !== '')
  const areAll = pieces.every((part) => isSymbol(part) || elementNames.has(part) || /^\d+$/.test(part))
  if (!areAll && /[–-]/.test(text)) return []
  const hasSymbol = pieces.some(isSymbol)
  return piecesOf(
    token,
    /[/+:,()[\]{}|=–-]/,
    (part) => isSymbol(part) || (areAll && hasSymbol && elementNames.has(part)),
  )
}

/** The pieces of a word between separators that pass. */
function piecesOf(token: WordToken, separator: RegExp, isMaterial: (part: string) => boolean): TextSpan[] {
  const spans: TextSpan[] = []
  let offset = token.start
  for (const part of token.text.split(separator)) {
    if (part !== '' && isMaterial(part)) spans.push({ start: offset, end: offset + part.length })
    offset += part.length + 1
  }
  return spans
}

function spanOf({ start, end }: WordToken): TextSpan {
  return { start, end }
}

function partsOf(token: WordToken, hasSlash: boolean): TextSpan[] {
  const spans: TextSpan[] = []
  let offset = token.start
  for (const part of token.text.split(hasSlash ? /(\/)/ : /([–@-])/)) {
    const isElement = hasSlash && /^[A-Z][a-z]?$/.test(part) && parseFormula(part) !== undefined
    if (
      part.length > 0 &&
      (materialNames.has(part.toLowerCase()) || isElement || isFormula(part) || (hasSlash && part.length > 1))
    )
      spans.push({ start: offset, end: offset + part.length })
    offset += part.length
  }
  return spans
}
