import { elementNames } from '#graph/resolve/element-names.ts'
import { isFormula } from '#graph/resolve/is-formula.ts'
import { parseFormula } from '#graph/resolve/parse-formula.ts'
import {
  anions,
  cationWords,
  materialClasses,
  materialClassPhrases,
  materialNames,
  notMinerals,
} from '#graph/resolve/material-names.ts'
import { gradeCode, gradedNames, materialCodes, polymerCode } from './lexicon/material-codes.ts'
import type { WordToken } from './tokenise-words.ts'

/** Tokens `first` to `last` that name a material; `class` for words like `electrolyte`, which name a kind. */
export interface MaterialRun {
  readonly first: number
  readonly last: number
  readonly kind: 'name' | 'class'
}

const elementWords = new Set(elementNames.values())
/** `Ti-6Al-4V`, `AlSi10Mg`, `42CrMo4`, `X5CrNi18-10`, `316L`, `Cr-Mo`, `Fe-N-C`, `SAC305`, `CM247LC`, `IN718`. */
const grade =
  /^(?:(?:[A-Z][a-z]?)(?:[-–]\d*(?:\.\d+)?[A-Z][a-z]?(?:\d+(?:\.\d+)?)?(?=$|[-–])){1,7}|\d{2,3}(?:[A-Z][a-z]?){1,4}\d{0,2}(?:-\d{1,2}){0,2}|X\d{1,3}(?:[A-Z][a-z]?){1,4}\d+(?:-\d+)*|SAC\d{3}|1?\d{1,3}(?:Cr|Mn|Ni|Mo|Si|V)(?:[A-Z][a-z]?){0,4}\d{0,2}(?:-\d{1,2}){0,3}|\d{1,2}Cr-\d{1,2}(?:Mo|Ni)(?:-?\w+)?|EN-GJ[SL](?:-\d+)*|M23C6|M7C3|M6C|[2-7]\d{3}-T\d{1,3}|IN\d{3}\w*|CMSX-\d+|AISI|304L?|316L?N?|A36|AZ\d{2}|WE43|Ti64|Ti6Al4V)$/
const polymerWord =
  /^poly(?!mer|crystal|morph|gon|dispers|hedr|typ|nom|nuc|sh|aro|phase|phon|ion|electrolyte|chromat|merization|condens|addition|meris|valent|atomic|anion|cation|synth|semy|theis|technic|math|ol$)[a-z(][\p{L}\p{N}()'’,-]{3,}$/iu
/** `hexamethyldisilazane`, `2-methoxyethanol`, `methyltrimethoxysilane`: parts of organic names, then an end that names a class. */
const organic =
  /^(?:(?:\d|[no])(?:,(?:\d|[no]))*'?-)?(?:(?:mono|di|tri|tetra|penta|hexa|per|cyclo|iso|n-|tert-)?(?:methyl|ethyl|propyl|butyl|pentyl|hexyl|phenyl|benzyl|vinyl|allyl|acetyl|chloro|fluoro|bromo|iodo|hydroxy|methoxy|ethoxy|propoxy|amino|nitro|cyano|silyl|glycidyl|thio|carboxy|imidazol|pyrrol|form|acet|benz|phthal|succin|furfur|meth|eth|prop|but|pent|hex|hept|oct)){1,6}(?:ane|anol|andiol|anediol|ene|ol|amine|amide|imide|imine|one|anone|idone|oxide|ether|silane|disilane|siloxane|disiloxane|disilazane|benzene|phenol|aniline|urea|glycol|nitrile|pyridine|thiophene|furan|thiol|acetate|acrylate|quinone|azole|amidine)$/
/** `butyltin`, `trimethyl`, `tetraethyl`: organic parts before an anion. */
const alkyl =
  /^(?:(?:mono|di|tri|tetra)?(?:iso)?(?:m?ethyl|propyl|butyl|hexyl|octyl|phenyl|vinyl|allyl|benzyl|acetyl|dodecyl))+(?:tin|ammonium|silyl|zinc|aluminium|aluminum)?$/
const phasePrefix =
  /^(?:[α-ω]['′]?|alpha|beta|gamma|delta|[a-z]{1,2}|fcc|bcc|hcp|bct|\d[HCRT]['′]?|[PO]\d|L1\d|nano|\d{1,2})[-–](.+)$/
/** `UiO-66-NH2`, `MIL-101(Cr)`, `SBA-15`, `ZSM-5`: frameworks and zeolites by the codes of their families. */
const frameworkCode =
  /^(?:UiO|MIL|ZIF|HKUST|MOF|IRMOF|NU|PCN|DUT|CAU|COF|CTF|NOTT|SBA|MCM|KIT|FDU|ZSM|SSZ|SAPO|AlPO|ITQ|PIM)-\d{1,4}[a-z]?(?:\([A-Z][a-z]?\))?(?:-[A-Z][A-Za-z0-9]{0,4})?$/
/** `terephthalic acid`: any word of chemistry before `acid`. */
const acidWord = /^[\p{L}\d,'-]{3,}[a-z]ic$/u
const plainBeforeAcid =
  /^(?:organic|inorganic|basic|acidic|metallic|generic|specific|ionic|aromatic|aliphatic|characteristic|typical|protonic)$/

/** Finds materials in the words of a sentence, longest first, left to right. */
export function findMaterials(
  tokens: readonly WordToken[],
  sentence: { text: string; isShort: (word: string) => boolean; isDefined: (word: string) => boolean },
): MaterialRun[] {
  const runs: MaterialRun[] = []
  for (let index = 0; index < tokens.length;) {
    const run =
      longer(
        longer(longer(readPhrase(tokens, index), readClass(tokens, index)), readSalt(tokens, index, sentence.text)),
        readGraded(tokens, index) ?? readAcid(tokens, index),
      ) ?? readSingle(tokens, index, sentence)
    if (run === undefined) index++
    else {
      runs.push(run)
      index = run.last + 1
    }
  }
  return runs
}

function longer(one: MaterialRun | undefined, other: MaterialRun | undefined): MaterialRun | undefined {
  return one === undefined || (other !== undefined && other.last > one.last) ? other : one
}

/** First words of the lexicon: most words of a text begin none of its names. */
const nameStarts: ReadonlySet<string> = new Set([...materialNames].map((name) => name.split(' ')[0] ?? ''))
const classStarts: ReadonlySet<string> = new Set([...materialClassPhrases].map((name) => name.split(' ')[0] ?? ''))

/** Names of several words from the lexicon. */
function readPhrase(tokens: readonly WordToken[], first: number): MaterialRun | undefined {
  if (!nameStarts.has(tokens[first]?.words[0] ?? '')) return undefined
  let best: MaterialRun | undefined
  let phrase = ''
  for (let last = first; last < Math.min(tokens.length, first + 4); last++) {
    const token = tokens[last]
    if (token === undefined || (last > first && !token.followsDirectly)) break
    phrase = phrase === '' ? token.words.join(' ') : `${phrase} ${token.words.join(' ')}`
    if (
      materialNames.has(phrase) &&
      (phrase !== 'lead' || isLeadMetal(tokens, first)) &&
      phrase.length > 1 &&
      (last > first || !isAdjective(tokens, first))
    )
      best = { first, last, kind: 'name' }
  }
  return best
}

/** `Inconel 718`, `AISI 304`: a name and its grade. */
function readGraded(tokens: readonly WordToken[], index: number): MaterialRun | undefined {
  const code = tokens[index + 1]
  if (code?.followsDirectly !== true || !gradedNames.test(tokens[index]?.text ?? '') || !gradeCode.test(code.text))
    return undefined
  return { first: index, last: index + 1, kind: 'name' }
}

/** `hyaluronic acid`, `2-aminoterephthalic acid`. */
function readAcid(tokens: readonly WordToken[], index: number): MaterialRun | undefined {
  const next = tokens[index + 1]
  const word = tokens[index]?.lower ?? ''
  if (next?.followsDirectly !== true || next.words.at(-1) !== 'acid') return undefined
  return acidWord.test(word) && !plainBeforeAcid.test(word)
    ? { first: index, last: index + 1, kind: 'name' }
    : undefined
}

/** `epoxy polymer`, `cathode catalyst layer`, `polymer electrolyte membrane`: classes of several words, or several in a row. */
function readClass(tokens: readonly WordToken[], first: number): MaterialRun | undefined {
  const opening = tokens[first]
  if (opening === undefined) return undefined
  const isModifier = isClassModifier(opening.lower) || /^(?:OER|ORR|HER|CO2RR|PGM|PGM-free)$/.test(opening.text)
  const start = opening.words[0] ?? ''
  if (!isModifier && !classStarts.has(start) && !materialClasses.has(start)) return undefined
  let best: MaterialRun | undefined
  let phrase = ''
  let areClasses = true
  for (let last = first; last < Math.min(tokens.length, first + 4); last++) {
    const token = tokens[last]
    if (token === undefined || (last > first && !token.followsDirectly) || isAdjective(tokens, last)) break
    phrase = phrase === '' ? token.words.join(' ') : `${phrase} ${token.words.join(' ')}`
    areClasses =
      areClasses &&
      token.words.length === 1 &&
      (materialClasses.has(token.words[0] ?? '') || (last === first && isModifier))
    if (last > first && (materialClassPhrases.has(phrase) || (areClasses && materialClasses.has(token.words[0] ?? ''))))
      best = { first, last, kind: 'class' }
  }
  const after = best === undefined ? [] : tokens.slice(best.last + 1, best.last + 3).map((token) => token.words.at(-1))
  return after[0] === 'fuel' && after[1] === 'cell' ? undefined : best
}

function isClassModifier(word: string): boolean {
  return /^(?:epoxy|thermoset|thermosetting|thermoplastic|polymeric|polymer|metallic|ceramic|ternary|binary|ionic|silicone|cathode|anode|cathodic|anodic|matrix)$/.test(
    word,
  )
}

function isLeadMetal(tokens: readonly WordToken[], at: number): boolean {
  const after = tokens[at + 1]
  const before = tokens[at - 1]?.lower ?? ''
  return (
    tokens[at]?.lower === 'lead' &&
    after?.lower !== 'to' &&
    !/^(?:to|can|may|could|might|will|would|not|also|and)$/.test(before)
  )
}

/** `calcium carbonate`, `lithium iron phosphate`, `Ni oxide`, `iron(III) chloride`. */
function readSalt(tokens: readonly WordToken[], first: number, text: string): MaterialRun | undefined {
  let last = first
  while (
    last < tokens.length &&
    last < first + 5 &&
    isCation(tokens, last, text) &&
    (last === first || tokens[last]?.followsDirectly === true)
  )
    last++
  // `copper (II) sulfate`.
  const hasValence = last === first + 1 && /^[IVX]{1,4}$/.test(tokens[last]?.text ?? '')
  if (hasValence) last++
  const afterValence = hasValence ? last : -1
  let end = -1
  while (
    last > first &&
    last < tokens.length &&
    (tokens[last]?.followsDirectly === true || last === afterValence) &&
    anions.has(tokens[last]?.words.at(-1) ?? '') &&
    (tokens[last]?.words.length ?? 0) <= 2
  ) {
    end = last
    last++
  }
  if (end !== -1 && /^(?:mono|di|tri|tetra|penta|hexa|hepta|octa|nona)?hydrate$/.test(tokens[end + 1]?.lower ?? ''))
    end++
  return end === -1 ? undefined : { first, last: end, kind: 'name' }
}

function isCation(tokens: readonly WordToken[], index: number, text: string): boolean {
  const token = tokens[index]
  if (token === undefined) return false
  const bare = token.lower.replace(/\([ivx]+\)$/, '')
  const words = token.words
  return (
    words.every((word) => elementWords.has(word) || (cationWords.has(word) && index + 1 < tokens.length)) ||
    elementWords.has(bare) ||
    alkyl.test(bare) ||
    isFormulaToken(token, text)
  )
}

function isFormulaToken(token: WordToken, text: string): boolean {
  // `Tanaka Co., Ltd.`, `K. Li`: a company, an initial.
  const after = text.slice(token.end, token.end + 3)
  if (
    (token.text === 'Co' && /^(?:\.[,)]|\. ?[LK]|,? ?L)/.test(after)) ||
    (token.text.length === 1 && /^\. ?\p{L}/u.test(after))
  )
    return false
  // A molar mass or a melting point: `Mn = 85 kDa`, `a Tm of 151 °C`.
  if (
    /^(?:Mn|Tm)$/.test(token.text) &&
    /^\s(?:=|≈|~|(?:of|is|was|at)\s(?:about\s|around\s)?\d)/.test(text.slice(token.end, token.end + 20))
  )
    return false
  return (
    /[A-Z]/.test(token.text) &&
    isFormula(token.text, {
      before: text.slice(Math.max(0, token.start - 16), token.start),
      after: text.slice(token.end, token.end + 20),
    })
  )
}

function readSingle(
  tokens: readonly WordToken[],
  index: number,
  {
    text,
    isShort,
    isDefined,
  }: { text: string; isShort: (word: string) => boolean; isDefined: (word: string) => boolean },
): MaterialRun | undefined {
  const token = tokens[index]
  if (token === undefined) return undefined
  const one: MaterialRun = { first: index, last: index, kind: 'name' }
  if (isNoMaterial(token.text)) return undefined
  if (isShort(token.text) || isFormulaToken(token, text)) return one
  if (!isDefined(token.text) && (materialCodes.has(token.text) || polymerCode.test(token.text))) return one
  if (frameworkCode.test(token.text)) return one
  // `AB800`: an abbreviation of the document with a number.
  const coded = /^([A-Z]{2,4})\d{2,4}$/.exec(token.text)?.[1]
  if (coded !== undefined && isShort(coded)) return one
  const last = token.words.at(-1) ?? ''
  if (token.words.length === 1) {
    if (isClassWord(last)) return isAdjective(tokens, index) ? undefined : { ...one, kind: 'class' }
    if (/^\p{Ll}{3,}ite$/u.test(last) && !notMinerals.has(last) && last.length >= 6) return one
    if (anions.has(last)) return { ...one, kind: 'class' }
  }
  if (/^poly[([].*[)\]]/i.test(token.text) || polymerWord.test(token.text)) return one
  if (isGrade(token.text) || organic.test(token.lower)) return one
  const prefixed = phasePrefix.exec(token.text)?.[1]
  if (
    prefixed !== undefined &&
    prefixed.length > 1 &&
    (materialNames.has(prefixed) ||
      isShort(prefixed) ||
      materialCodes.has(prefixed) ||
      (/[A-Z]/.test(prefixed) && isFormula(prefixed)))
  )
    return one
  if (token.words.length > 1 && materialNames.has(token.words.join(' '))) return one
  if (isCompoundOfMaterials(token.text, isShort)) return one
  return undefined
}

/** `plastic deformation`, `fuel cell`, `ion exchange`: the same words as part of something else. */
function isAdjective(tokens: readonly WordToken[], index: number): boolean {
  const word = tokens[index]?.lower ?? ''
  const next = tokens[index + 1]
  const after = next?.followsDirectly === true ? (next.words.at(-1) ?? '') : ''
  if (word === 'air') return /^(?:mass|pollution|quality|conditioning|traffic)$/.test(after)
  if (word === 'mercury') return /^(?:porosimetry|porosimeter|intrusion)$/.test(after)
  if (/^electrodes?$/.test(word)) return /^dis[ck]$/.test(tokens[index - 1]?.lower ?? '')
  if (word === 'plastic') return after !== '' && !/^(?:part|bag|film|sheet|packaging|waste)$/.test(after)
  if (/^fuels?$/.test(word)) return /^(?:cell|efficiency|consumption|economy|injection)$/.test(after)
  if (
    /^(?:refractory|mineral|fluid|liquid|explosive|dielectric|thermoelectric|ferroelectric|austenitic|martensitic|solid)$/.test(
      word,
    )
  )
    return after !== '' && !/^(?:phase|mixture|flow)$/.test(after)
  return false
}

/** Curves and their axes (`I–V`), electrodes that only measure (`RHE`). */
function isNoMaterial(word: string): boolean {
  return /^[IJCPVQ][-–][VEITH]$|^(?:RDE|RRDE|RHE|SHE|NHE|SCE)s?$/.test(word)
}

/** A class, also with what says how it works: `photoelectrode`, `electrocatalyst`, `nanocomposite`. */
function isClassWord(word: string): boolean {
  if (materialClasses.has(word)) return true
  const rest = /^(?:photo|electro|nano|bio|geo|multi|super|micro|macro|thermo)(.{4,})$/.exec(word)?.[1]
  return (
    rest !== undefined && rest !== 'metal' && materialClasses.has(rest) && !/^(?:plastic|fluid|mineral)$/.test(rest)
  )
}

function isGrade(word: string): boolean {
  if (!grade.test(word)) return false
  const symbols = word.match(/[A-Z][a-z]?/g) ?? []
  return (
    /^(?:SAC|EN-|M\d|[2-7]\d{3}-T|1?\d{2}(?:Cr|Mn|Si|Ni|V|W)\d{1,2}$|\d{1,2}Cr-|IN\d|CMSX|AISI|A36|AZ|WE|30|31)/.test(
      word,
    ) ||
    (/[-–]/.test(word) || /\d/.test(word)
      ? symbols.every((symbol) => elementNames.has(symbol) || symbol === 'X') && symbols.length >= 2
      : false)
  )
}

/** `Pt/C`, `ZnO/Ag`, `SiC-SiC`, `Cu-N-rGO`: at least one part a sure formula, all parts formulas or names. */
function isCompoundOfMaterials(word: string, isShort: (word: string) => boolean): boolean {
  const parts = word.split(/[/–@-]/)
  if (parts.length < 2 || parts.length > 5 || parts.some((part) => part.length === 0)) return false
  const isSure = (part: string): boolean =>
    (/^[A-Z][a-z]$/.test(part) && isFormula(part)) ||
    isShort(part) ||
    materialNames.has(part.toLowerCase()) ||
    materialNames.has(part) ||
    materialCodes.has(part) ||
    polymerCode.test(part) ||
    (part.length > 1 && isFormula(part))
  const isPart = (part: string, index: number): boolean =>
    isSure(part) ||
    (word.includes('/') && (materialClasses.has(part) || /^fib(?:re|er)s?$/.test(part))) ||
    (/^[A-Z][a-z]?$/.test(part) && parseFormula(part) !== undefined) ||
    // `n-Pt/AB250`: a letter in front says how it was made, a code after the slash which support.
    (word.includes('/') && ((index === 0 && /^[a-z]$/.test(part)) || (index > 0 && /^[A-Z]{2,4}\d*$/.test(part))))
  return parts.some(isSure) && parts.every(isPart)
}
