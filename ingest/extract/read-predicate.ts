import type { RelationType } from '#core/knowledge.ts'
import { plainAdjectives } from './lexicon/plain-words.ts'
import { thirdPerson, verbForms, type VerbForm } from './lexicon/relation-verbs.ts'

/** What a verb phrase says of the things on both sides. */
export interface Predicate {
  readonly type: RelationType
  readonly text: string
  /** The relation runs from the right thing to the left one. */
  readonly isReversed: boolean
}

const determiner =
  /^(?:the|a|an|this|these|its|their|some|such|each|all|both|any|most|many|several|other|another|more|further|only|also|one|two|three)$/
const adverb =
  /ly$|^(?:also|often|usually|still|thus|therefore|hence|then|further|strongly|much|very|more|most|less|only|even|just|typically|always|sometimes|generally|about|approximately|well|far|almost|nearly|both|partly|however|already)$/
const auxiliary =
  /^(?:can|may|could|might|must|should|will|would|does|do|did|is|are|was|were|be|been|being|has|have|had|to|helps?|tends?)$/
/** Words between a verb and the name after it that change nothing: articles, adverbs, plain adjectives. */
export function isFiller(word: string): boolean {
  return determiner.test(word) || plainAdjectives.has(word) || adverb.test(word) || word === 'and' || word === 'or'
}

/** Reads words (lower case) that are a verb phrase and nothing else that carries meaning; undefined for all others. */
export function readPredicate(words: readonly string[]): { predicate: Predicate; isRelative: boolean } | undefined {
  let index = 0
  let isRelative = false
  if (words[index] === ',' && /^(?:which|that)$/.test(words[index + 1] ?? '')) index += 2
  else if (/^(?:which|that)$/.test(words[index] ?? '')) index++
  if (index > 0) isRelative = true
  while (adverb.test(words[index] ?? '')) index++
  const auxiliaries: string[] = []
  while (auxiliary.test(words[index] ?? '') || (auxiliaries.length > 0 && adverb.test(words[index] ?? ''))) {
    if (auxiliary.test(words[index] ?? '')) auxiliaries.push(words[index] ?? '')
    index++
  }
  const isPassive = auxiliaries.some((word) => /^(?:is|are|was|were|be|been|being)$/.test(word))
  const rest = words.slice(index)
  const special = readSpecial(rest, auxiliaries)
  if (special !== undefined) return { predicate: special, isRelative }
  for (const length of [3, 2, 1]) {
    const form = verbForms.get(rest.slice(0, length).join(' '))
    if (form === undefined) continue
    const predicate = readForm(form, { auxiliaries, isPassive, after: rest.slice(length), isRelative })
    return predicate === undefined ? undefined : { predicate, isRelative }
  }
  return undefined
}

const kindOf =
  /^(?:(?:an?|one|the) )?(?:of the )?(?:[a-z-]+ ){0,2}?(?:(?:kind|type|form|classe?|polymorph|polytype|allotrope|family|varietie|variety|example|member)s? of )/
const specials: readonly (readonly [RegExp, RelationType, string, boolean?])[] = [
  [
    /^(?:made|built|composed|comprised|formed|constructed|fabricated) (?:up )?(?:of|from|out of) /,
    'MADE_OF',
    'is made of',
  ],
  [/^(?:composed|made up) of /, 'MADE_OF', 'is composed of'],
  [
    /^(?:produced|made|prepared|obtained|synthesised|manufactured|fabricated|grown|formed|processed|deposited|joined|shaped) (?:by|through|via|using) /,
    'PRODUCED_BY',
    'is produced by',
  ],
  [
    /^(?:produced|made|prepared|obtained|synthesised|manufactured|derived|extracted|grown) from /,
    'PRODUCED_BY',
    'is produced from',
  ],
  [/^(?:used|employed|applied) (?:as|for|in|to) /, 'USED_FOR', 'is used for'],
  [/^(?:suitable|ideal|attractive|promising) (?:for|as|in) /, 'USED_FOR', 'is suitable for'],
  [
    /^(?:found|present|contained|located|embedded|dissolved|dispersed|stored) (?:in|within|inside) /,
    'PART_OF',
    'is found in',
  ],
  [/^(?:part|component|constituent)s? of /, 'PART_OF', 'is part of'],
  [/^(?:caused|induced|triggered|driven) by /, 'INFLUENCES', 'causes', true],
  [/^(?:due to|because of|owing to) /, 'INFLUENCES', 'causes', true],
  [/^(?:known|called|termed|referred to) (?:as )?/, 'RELATES_TO', 'is also called'],
]

function readSpecial(rest: readonly string[], auxiliaries: readonly string[]): Predicate | undefined {
  const text = `${rest.filter((word) => !adverb.test(word) || word === 'only').join(' ')} `
  if (/^,? ?such as /.test(text) || /^,? ?including /.test(text)) {
    return onlyFillers(text.replace(/^,? ?(?:such as|including) /, ''))
      ? { type: 'IS_A', text: 'is a kind of', isReversed: true }
      : undefined
  }
  const alias = /^,? ?(?:also )?(?:called|known as|termed) /.exec(text)
  if (auxiliaries.length === 0 && alias !== null && onlyFillers(text.slice(alias[0].length)))
    return { type: 'RELATES_TO', text: 'is also called', isReversed: false }
  if (text.startsWith(', ') && kindOf.test(text.slice(2)) && onlyFillers(text.slice(2).replace(kindOf, '')))
    return { type: 'IS_A', text: 'is a kind of', isReversed: false }
  const copula = auxiliaries.find((word) => /^(?:is|are|was|were|be)$/.test(word))
  if (copula === undefined) return undefined
  for (const [pattern, type, label, isReversed = false] of specials) {
    const match = pattern.exec(text)
    if (match !== null && onlyFillers(text.slice(match[0].length))) return { type, text: label, isReversed }
  }
  if (
    auxiliaries.length === 1 &&
    onlyFillers(text.replace(kindOf, '')) &&
    /^(?:an?|the|one|some|among|kind|type)\b/.test(rest.join(' '))
  ) {
    return {
      type: 'IS_A',
      text: kindOf.test(text) && !/^(?:an?|the) mixture/.test(text) ? 'is a kind of' : 'is a',
      isReversed: false,
    }
  }
  return undefined
}

function onlyFillers(text: string): boolean {
  return text.trim() === '' || text.trim().split(/\s/).every(isFiller)
}

function readForm(
  { verb, form }: VerbForm,
  {
    auxiliaries,
    isPassive,
    after,
    isRelative,
  }: { auxiliaries: readonly string[]; isPassive: boolean; after: readonly string[]; isRelative: boolean },
): Predicate | undefined {
  const active = thirdPerson(verb.base)
  if (form === 'gerund') return undefined
  if (
    (form === 'participle' || form === 'past') &&
    (isPassive || (auxiliaries.length === 0 && after[0] === 'by' && !isRelative))
  ) {
    if (after[0] !== 'by' || !after.slice(1).every(isFiller)) return undefined
    // `X is raised by Y`: Y raises X; what is produced by a process stays the subject.
    if (verb.type === 'PRODUCED_BY') return { type: 'PRODUCED_BY', text: verb.inverse ?? active, isReversed: false }
    return { type: verb.type, text: active, isReversed: true }
  }
  if (isPassive) return undefined
  const intransitive = readIntransitive(verb, after)
  if (intransitive !== undefined) return intransitive
  if (!after.every(isFiller)) return undefined
  const modal = auxiliaries.find((word) => /^(?:can|may|could|might)$/.test(word))
  if (verb.inverse !== undefined) return { type: verb.type, text: verb.inverse, isReversed: true }
  return { type: verb.type, text: modal === undefined ? active : `${modal} ${verb.base}`, isReversed: false }
}

/** Verbs of which the second thing is the cause when they stand without an object. */
const changing =
  /^(?:increase|decrease|improve|change|weaken|strengthen|soften|harden|diminish|rise|fall|drop|grow|shift)$/

/** What moves a thing that rises. */
const transitive: ReadonlyMap<string, string> = new Map([
  ['rise', 'increases'],
  ['grow', 'increases'],
  ['fall', 'decreases'],
  ['drop', 'decreases'],
])
const intransitiveOnly = /^(?:change|shift)$/

/** `strength increases with grain size`, `rises with falling temperature`: the second thing moves the first. */
function readIntransitive(verb: { base: string; type: RelationType }, after: readonly string[]): Predicate | undefined {
  if (after[0] !== 'with' || !changing.test(verb.base) || !after.slice(1).every(isFiller)) return undefined
  const isOpposite = after.some((word) =>
    /^(?:decreasing|falling|lower|smaller|reduced|decreased|lowered|shorter|finer|fewer|less)$/.test(word),
  )
  const active = transitive.get(verb.base) ?? (intransitiveOnly.test(verb.base) ? 'influences' : thirdPerson(verb.base))
  return { type: 'INFLUENCES', text: isOpposite ? 'influences' : active, isReversed: true }
}
