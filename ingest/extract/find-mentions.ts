import type { Entity } from '#core/knowledge.ts'
import type { TextSpan } from '#core/pair.ts'
import { normalForm } from '#graph/resolve/normal-form.ts'
import { findMaterials, type MaterialRun } from './find-materials.ts'
import { splitMaterials } from './split-material.ts'
import { headOf, headWords, isHeadPhrase, linkedNames } from './lexicon/head-nouns.ts'
import { materialCodes, polymerCode } from './lexicon/material-codes.ts'
import { materialClasses, materialForms, materialNames } from '#graph/resolve/material-names.ts'
import { verbForms } from './lexicon/relation-verbs.ts'
import { endsAsVerb, verbWords } from './lexicon/other-verbs.ts'
import { functionWords, nameParticiples, plainAdjectives, plainNouns } from './lexicon/plain-words.ts'
import type { WordToken } from './tokenise-words.ts'

/** What an entity is before it has an id. */
export type EntityDraft = Pick<Entity, 'type' | 'key' | 'name'>

/** A noun phrase of a sentence that names an entity. */
export interface MentionDraft extends TextSpan {
  readonly entity: EntityDraft
  /** Words that no rule knows follow directly: the thing spoken of may be another one, so no relation is read here. */
  readonly isTruncated: boolean
  /** The kind that the phrase is one of (`carbon steel` is a `steel`), where that stands alone as well. */
  readonly kind?: EntityDraft
  /** The material that the thing consists of (`alumina platelet`). */
  readonly madeOf?: EntityDraft
}

/** What is known of the document while one sentence is read. */
export interface SentenceContext {
  readonly text: string
  /** Entities of the abbreviations that the document defines. */
  readonly abbreviations: ReadonlyMap<string, EntityDraft>
  /** Long forms by abbreviation, for phrases that hold one. */
  readonly longForms: ReadonlyMap<string, string>
  /** All short forms that the document defines, whatever their long forms are. */
  readonly defined: ReadonlySet<string>
}

export interface FoundMentions {
  /**
   * Every place that names a material, those inside others too (`Pt/C` holds Pt and C). The mentions are their projection
   * onto noun phrases: what a reader of the graph wants as one entity, with the words that say which one.
   */
  readonly materials: readonly TextSpan[]
  readonly mentions: readonly MentionDraft[]
  /** Phrases of two or three words that have no known head: general concepts if the document repeats them. */
  readonly candidates: readonly MentionDraft[]
}

const mostWords = 5
/** Species that a property is about, not the bearer of it: `oxygen ion conductivity`, `carbon content`, `water uptake`. */
const ownsSpecies =
  /^(?:content|concentration|uptake|solubility|vacancy|loading|diffusivity|permeability|permeance|fraction|ratio|number|loss|yield|flux|pressure|activity|potential|conductivity|mobility|coverage|area|storage|capacity)$/
const speciesWord =
  /(?:ion|proton|electron|vacancy|hydrogen|oxygen|water|carbon|nitrogen|dopant|gas|vapour|oxide|salt|fuel|lithium|sodium|dioxide|solvent|oil|fluid)$/
const solidShape =
  /(?:platelet|nanoplatelet|grain|nanograin|particle|nanoparticle|microparticle|film|layer|multilayer|monolayer|fibril|nanofibril|microfibril|crystal|nanocrystal|crystallite|sheet|nanosheet|whisker|nanowire|nanorod|rod|sphere|plate|matrix|flake|lamella|precipitate|fibre|foil|foam|coating|wire|powder|yarn|cloth|needle|tube)$/

/** Classes that are substances; a cathode particle is not made of cathode. */
const substances = /^(?:ceramic|metal|polymer|glass|clay|steel|rubber|alloy|oxide|protein|composite|mineral)$/

export function findMentions(tokens: readonly WordToken[], context: SentenceContext): FoundMentions {
  const isShort = (word: string): boolean => context.abbreviations.get(singularShort(word))?.type === 'Material'
  const isDefined = (word: string): boolean => context.defined.has(singularShort(word))
  const materials = findMaterials(tokens, { text: context.text, isShort, isDefined })
  const materialAt = new Map<number, MaterialRun>()
  for (const run of materials) for (let index = run.first; index <= run.last; index++) materialAt.set(index, run)
  const linked = linkedTokens(tokens)
  const isName = tokens.map(
    (_, index) => linked.has(index) || materialAt.has(index) || isNameWord(tokens, index, context),
  )
  const mentions: MentionDraft[] = []
  const candidates: MentionDraft[] = []
  for (let first = 0; first < tokens.length;) {
    if (isName[first] !== true) {
      first++
      continue
    }
    let last = first
    while (isName[last + 1] === true && tokens[last + 1]?.followsDirectly === true) last++
    readRun(tokens, first, last, { ...context, materialAt }, mentions, candidates)
    first = last + 1
  }
  return {
    materials: splitMaterials(
      tokens,
      materials,
      (word) => isShort(word) || (!isDefined(word) && (materialCodes.has(word) || polymerCode.test(word))),
    ),
    mentions,
    candidates,
  }
}

/** Tokens of names that hold a preposition: `work of fracture`, `elongation at break`. */
function linkedTokens(tokens: readonly WordToken[]): ReadonlySet<number> {
  const linked = new Set<number>()
  for (const [index, token] of tokens.entries()) {
    if (!/^(?:of|at|to)$/.test(token.lower)) continue
    for (const after of [2, 1]) {
      const last = tokens[index + after]
      const phrase = tokens
        .slice(index - 1, index + after + 1)
        .flatMap((each) => each.words)
        .join(' ')
      if (index === 0 || last === undefined || !linkedNames.has(phrase)) continue
      for (let each = index - 1; each <= index + after; each++) linked.add(each)
      break
    }
  }
  return linked
}

interface RunContext extends SentenceContext {
  readonly materialAt: ReadonlyMap<number, MaterialRun>
}

function readRun(
  tokens: readonly WordToken[],
  first: number,
  last: number,
  context: RunContext,
  mentions: MentionDraft[],
  candidates: MentionDraft[],
): void {
  for (let end = last; end >= first; end--) {
    const head = readHead(tokens, first, end, context)
    if (head === undefined) continue
    let start = Math.max(first, end - mostWords + 1)
    // A material that bears the property is a mention of its own: `alumina | fracture toughness`.
    const bearer = context.materialAt.get(start)
    if ((head.type === 'Property' || head.type === 'Method') && bearer !== undefined && bearer.last < end) {
      const bearerWords = wordsOf(tokens, bearer.first, bearer.last, context)
      const isSpecies = ownsSpecies.test(head.words.at(-1) ?? '') && speciesWord.test(bearerWords.at(-1) ?? '')
      if (!isSpecies && (head.isStrong ? end - bearer.last >= head.tokens : end - bearer.last >= 2)) {
        readRun(tokens, first, bearer.last, context, mentions, candidates)
        start = bearer.last + 1
      }
    }
    // `the alloy MoNbTaW`: the class before a name is no part of it.
    const named = context.materialAt.get(end)
    if (
      head.type === 'Material' &&
      named?.kind === 'name' &&
      named.first > start &&
      isClassBefore(tokens, named.first - 1)
    )
      start = named.first
    mentions.push(makeMention(tokens, { first: start, end, isTruncated: end < last, head }, context))
    return
  }
  const length = last - first + 1
  if ((length >= 2 && length <= 3 && isConceptHead(tokens[last])) || (length === 1 && isAcronym(tokens[last]))) {
    const surface = surfaceOf(tokens, first, last, context)
    candidates.push({
      ...spanOf(tokens, first, last),
      entity: { type: 'Concept', ...normalForm(surface) },
      isTruncated: false,
    })
  }
}

function isClassBefore(tokens: readonly WordToken[], index: number): boolean {
  const word = tokens[index]?.words.at(-1) ?? ''
  return (
    (materialClasses.has(word) &&
      !/^(?:polymer|metal|glass|epoxy|thermoset|thermoplastic|oxide|ceramic)$/.test(word)) ||
    /^(?:compound|polytype|molecule|polymorph|phase|garnet|spinel|element)$/.test(word) ||
    (word === 'metal' && index === 0)
  )
}

interface Head {
  readonly type: EntityDraft['type']
  readonly isStrong: boolean
  /** Tokens of the head phrase. */
  readonly tokens: number
  readonly words: readonly string[]
}

function readHead(tokens: readonly WordToken[], first: number, end: number, context: RunContext): Head | undefined {
  const token = tokens[end]
  if (token === undefined) return undefined
  const words = wordsOf(tokens, first, end, context)
  const material = context.materialAt.get(end)
  const isMaterialEnd = material !== undefined && material.last === end
  const short = context.abbreviations.get(singularShort(token.text))
  if (short !== undefined) return { type: short.type, isStrong: true, tokens: 1, words }
  const head = headOf(words)
  const headTokens = head === undefined ? 0 : countTokens(tokens, end, head.length)
  if (
    isMaterialEnd &&
    (material.last > material.first || head?.isStrong !== true) &&
    headTokens <= material.last - material.first + 1
  )
    return { type: 'Material', isStrong: true, tokens: material.last - material.first + 1, words }
  if (head !== undefined && (head.isStrong || words.length > head.length))
    return { type: head.type, isStrong: head.isStrong, tokens: headTokens, words }
  if (materialForms.has(words.at(-1) ?? '') && words.length > 1)
    return { type: 'Material', isStrong: false, tokens: 1, words }
  return undefined
}

function makeMention(
  tokens: readonly WordToken[],
  { first, end, isTruncated, head }: { first: number; end: number; isTruncated: boolean; head: Head },
  context: RunContext,
): MentionDraft {
  const surface = surfaceOf(tokens, first, end, context)
  const alone = first === end ? context.abbreviations.get(singularShort(tokens[end]?.text ?? '')) : undefined
  const entity = alone ?? { type: head.type, ...normalForm(surface) }
  const draft = { ...spanOf(tokens, first, end), entity, isTruncated }
  const kindFirst = end - head.tokens + 1
  const kindSurface =
    head.isStrong && kindFirst > first && head.type !== 'Property'
      ? surfaceOf(tokens, kindFirst, end, context)
      : undefined
  const kind = kindSurface === undefined ? undefined : { type: head.type, ...normalForm(kindSurface) }
  const material =
    solidShape.test(head.words.at(-1) ?? '') && head.type !== 'Property' ? context.materialAt.get(first) : undefined
  const isSubstance = material?.kind === 'name' || substances.test(tokens[material?.last ?? end]?.words.at(-1) ?? '')
  const isMadeOf = isSubstance && material?.first === first && material.last < end && material.last >= end - 2
  const madeOf = isMadeOf && material !== undefined ? materialDraft(tokens, material, context) : undefined
  return {
    ...draft,
    ...(kind === undefined || kind.key === entity.key ? {} : { kind }),
    ...(madeOf === undefined || madeOf.key === entity.key ? {} : { madeOf }),
  }
}

function materialDraft(tokens: readonly WordToken[], run: MaterialRun, context: SentenceContext): EntityDraft {
  const alone =
    run.first === run.last ? context.abbreviations.get(singularShort(tokens[run.first]?.text ?? '')) : undefined
  return alone ?? { type: 'Material', ...normalForm(surfaceOf(tokens, run.first, run.last, context)) }
}

/** Whether a word can be part of a name: nouns and the adjectives that say what kind, by exclusion of all others. */
function isNameWord(tokens: readonly WordToken[], index: number, context: SentenceContext): boolean {
  const token = tokens[index]
  if (token === undefined) return false
  const { lower, text, words } = token
  const last = words.at(-1) ?? ''
  if (plainAdjectives.has(lower) && opensHeadPhrase(tokens, index)) return true
  if (
    functionWords.has(lower) ||
    plainAdjectives.has(lower) ||
    (plainNouns.has(last) && !headWords.has(last)) ||
    !/\p{L}/u.test(text)
  )
    return false
  if (/https?:|www\.|@|\.\p{L}{2,}$|[=<>{}\\|~]/u.test(text)) return false
  if (context.longForms.has(singularShort(text))) return true
  if (/^[α-ω]'{0,2}$/u.test(text))
    return /^(?:phases?|precipitates?|particles?|grains?|matrix|laths?|plates?|zones?)$/.test(
      tokens[index + 1]?.lower ?? '',
    )
  // What follows a modal is a verb: `can short-circuit electronic devices`.
  if (/^(?:can|could|may|might|must|cannot)$/.test(tokens[index - 1]?.lower ?? '')) return false
  if (words.length > 1) return !words.some((word) => functionWords.has(word)) || headWords.has(words.join(' '))
  if (!/^[\p{L}'’-]+$/u.test(text)) return /^(?:[23]D|[A-Z]{2,}\d?|[α-ω]'?-\p{L}+)$/u.test(text)
  if (text.length === 1) return false
  if (lower.endsWith('ly') && !/^(?:assembly|anomaly|family|supply|monopoly)$/.test(lower)) return false
  const isKnown =
    headWords.has(last) ||
    headWords.has(lower) ||
    nameParticiples.has(lower) ||
    materialClasses.has(last) ||
    materialForms.has(last)
  if (isVerbOfMaterial(tokens, index)) return false
  // `scratch resistance`, but `food scratches enamel`.
  if (lower === 'scratch') return /^(?:resistance|hardness|tests?|testing|depth)$/.test(tokens[index + 1]?.lower ?? '')
  if (verbWords.has(lower) || endsAsVerb(lower)) return isKnown && !isUsedAsVerb(tokens, index)
  if (lower.endsWith('ed') || lower.endsWith('ing'))
    return isKnown || /^(?:spring|ring|wing|string|bed|seed|reed|weed)$/.test(lower)
  return lower.length >= 3 || /^[A-Z]{2}/.test(text)
}

/** `Pure zirconia cracks during cooling`: what a material does by itself. */
function isVerbOfMaterial(tokens: readonly WordToken[], index: number): boolean {
  return (
    /^(?:cracks|fractures|deforms|expands|softens|creeps|swells|yields|corrodes)$/.test(tokens[index]?.lower ?? '') &&
    materialNames.has(tokens[index - 1]?.words.join(' ') ?? '') &&
    /^(?:during|when|if|because|upon|while|before|after)$/.test(tokens[index + 1]?.lower ?? '')
  )
}

/** `fibres bridge cracks`, `oxygen attack of`: a plural before a base form, or a singular before a third person, with a noun phrase after it. */
function isUsedAsVerb(tokens: readonly WordToken[], index: number): boolean {
  const token = tokens[index]
  const before = tokens[index - 1]
  const after = tokens[index + 1]
  if (token === undefined) return false
  if (before?.lower === 'to' || /^(?:can|may|could|must|will|would|which|that|not)$/.test(before?.lower ?? ''))
    return true
  if (before === undefined || after === undefined || !after.followsDirectly) return false
  // `and limit swelling`: a base form after a conjunction, with its object.
  if (
    /^(?:and|or|also)$/.test(before.lower) &&
    verbForms.get(token.lower)?.form === 'base' &&
    !functionWords.has(after.lower)
  )
    return true
  if (!token.followsDirectly) return false
  if (/^(?:the|a|an|this|these|their|its)$/.test(before.lower)) return false
  const isPlural = before.lower.endsWith('s') && before.words.at(-1) !== before.lower
  const isThird = token.lower.endsWith('s') && token.words.at(-1) !== token.lower
  if (isPlural === isThird) return false
  const opensObject =
    /^(?:the|a|an|this|these|their|its|to|into|with|from|and)$/.test(after.lower) || plainAdjectives.has(after.lower)
  return opensObject || (!functionWords.has(after.lower) && /^\p{L}/u.test(after.text))
}

/** `hot pressing`, `thin film`, `low temperature degradation`: the adjective belongs to a known name. */
function opensHeadPhrase(tokens: readonly WordToken[], index: number): boolean {
  for (const length of [2, 3]) {
    const parts = tokens.slice(index, index + length)
    if (parts.slice(1).some((part) => !part.followsDirectly)) return false
    if (isHeadPhrase(parts.flatMap((part) => part.words).join(' '))) return true
  }
  return false
}

/** A short form that the document does not define: what it stands for, other documents may say. */
function isAcronym(token: WordToken | undefined): boolean {
  return /^\p{Lu}{3,6}s?$/u.test(token?.text ?? '') && !/^[IVXLC]+$/.test(token?.text ?? '')
}

function isConceptHead(token: WordToken | undefined): boolean {
  const word = token?.words.at(-1) ?? ''
  return (
    /^[a-z]{4,}$/.test(word) &&
    !/(?:ed|ing|ive|al|ic|ous|able|ible|ary|ful|less|like|ant|ent|ate|ar)$/.test(word) &&
    !plainNouns.has(word)
  )
}

function wordsOf(tokens: readonly WordToken[], first: number, last: number, context: SentenceContext): string[] {
  const words: string[] = []
  for (let index = first; index <= last; index++) {
    const token = tokens[index]
    if (token === undefined) continue
    const long = context.longForms.get(singularShort(token.text))
    if (long === undefined) words.push(...token.words)
    else words.push(...long.toLowerCase().split(/[\s-]+/))
  }
  return words
}

function surfaceOf(tokens: readonly WordToken[], first: number, last: number, context: SentenceContext): string {
  return tokens
    .slice(first, last + 1)
    .map((token) => context.longForms.get(singularShort(token.text)) ?? token.text)
    .join(' ')
}

function countTokens(tokens: readonly WordToken[], end: number, words: number): number {
  let left = words
  let count = 0
  while (left > 0 && end - count >= 0) {
    left -= tokens[end - count]?.words.length ?? 1
    count++
  }
  return count
}

function spanOf(tokens: readonly WordToken[], first: number, last: number): TextSpan {
  return { start: tokens[first]?.start ?? 0, end: tokens[last]?.end ?? 0 }
}

function singularShort(word: string): string {
  return /^[A-Z]{2,}s$/.test(word) ? word.slice(0, -1) : word
}
