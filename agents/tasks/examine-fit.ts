import { asksForValue } from '#agents/asks-for-value.ts'
import { contentWords, unknownWords, wordCoverage } from '#agents/verify/content-words.ts'
import { unstatedNumbers } from '#agents/verify/numbers-in-text.ts'

/** Verbs by which a question asks what a thing does to another: a fact that tells the effect answers it. */
const asksForEffect =
  /\b(?:affect|influence|impact|compare|differ|change|vary|varies|depend|relate|behave|contribute|respond|alter|effect|role)/i
/** What tells by which means something comes about. */
const tellsMeans =
  /\bby (?!about|up to|roughly|\d|a factor)|\b(?:through|via|using|because|since|so that|due to|owing to|thereby)\b/i
/** "the purpose of annealing the anode to stabilise it" */
const tellsPurpose = /\b(?:purpose|aim|goal) of\b.* to (?!the\b|an?\b)\p{Ll}+/u
const tellsChange =
  /\b(?:increas|decreas|ris|rais|fall|drop|shift|lower|grow|shrink|reduc|improv|chang)\w*(?: \w+){0,3}? by (?:about |up to |roughly |around |only )?[\d.]/i
/** Words that join a quantity to what has it. */
const possession =
  /\b(?:has|have|had|reach(?:es)?|shows?|exhibits?|possess(?:es)?|with|offers?|attains?|achieves?|of|in|for)\b/i
const weakWords =
  'depend rely mainly partly largely strongly generally consist case affect influence impact dramatically significantly considerably'
/** Words with a meaning of their own. */
const longFact = 10
const bareMaterials =
  /\b(?:of|in|for|by|to|on|do|does|are|affect|influence) (?:an? |the |any |some )?(materials?|substances?|composites?|alloys?|polymers?)(?= |\?)/gi

/**
 * Why a fact would not be the whole and right answer to a question made from it, or undefined where it may be. Found by
 * reading questions that the other checks had let pass.
 */
export function examineFit(question: string, fact: string): string | undefined {
  const isEffectAsked = asksForEffect.test(question)
  if (asksForValue(question) && tellsChange.test(fact) && !isEffectAsked && !/\bby\b/.test(question))
    return 'asks for a value where the fact tells a change'
  const isNumberLeft = unstatedNumbers(fact, [question]).length > 0
  if ((!isNumberLeft && saysMostOf(fact, question)) || tellsPurpose.test(question)) return 'gives its answer away'
  if (/^How (?:do|does|can|is|are|did)\b/.test(question) && !isEffectAsked && !tellsMeans.test(fact))
    return 'asks for a way that the fact does not tell'
  if (asksForBareMaterial(question, fact)) return 'does not stand by itself'
  return joinsWhatIsApart(question, fact) ? 'joins what the fact does not join' : undefined
}

/** A short fact may be asked for one of its words; of a long one most has to be left to say. */
function saysMostOf(fact: string, question: string): boolean {
  if (unknownWords(fact, [question, weakWords]).length === 0) return true
  return contentWords(fact).length >= longFact && wordCoverage(fact, question) >= 0.7
}

/** "of materials" where the fact says of which. */
function asksForBareMaterial(question: string, fact: string): boolean {
  return [...question.matchAll(bareMaterials)].some(([, word = '']) => !new RegExp(`\\b${word}\\b`, 'i').test(fact))
}

/** "the temperature of Ni4Ti3" where the fact tells of a temperature and of Ni4Ti3, but not of the temperature of it. */
function joinsWhatIsApart(question: string, fact: string): boolean {
  const words = fact.split(/\s+/)
  const keys = words.map((word) => contentWords(word).at(-1) ?? '')
  return [...question.matchAll(/([\p{L}\p{N}-]+) of (?:the |an? )?([^,?]+)/gu)].some(([, head = '', rest = '']) => {
    const [headKey] = contentWords(head).slice(-1)
    const [ownerKey] = contentWords(rest.split(/\s+/).slice(0, 3).join(' '))
    if (headKey === undefined || ownerKey === undefined) return false
    const heads = placesOf(headKey, keys)
    const owners = placesOf(ownerKey, keys)
    if (heads.length === 0 || owners.length === 0) return false
    return !heads.some((at) => owners.some((other) => areJoined(words, at, other)))
  })
}

function placesOf(key: string, keys: readonly string[]): number[] {
  return keys.flatMap((word, index) => (word === key ? [index] : []))
}

/** Whether nothing but a word of possession and a few others stand between a quantity and its owner. */
function areJoined(words: readonly string[], head: number, owner: number): boolean {
  const between = words.slice(Math.min(head, owner) + 1, Math.max(head, owner))
  if (between.length > 7 || between.some((word) => /[,;:]$/.test(word))) return false
  return between.length <= 1 || possession.test(between.join(' '))
}
