import { asksForValue } from '#agents/asks-for-value.ts'
import { contentWords, unknownWords, wordCoverage } from '#agents/verify/content-words.ts'
import { unstatedNumbers } from '#agents/verify/numbers-in-text.ts'
import { examineFit } from './examine-fit.ts'

const leaning =
  /\b(?:we|our|us|here|above|below|following|this|these|those|mentioned|described|stated|given|provided|according to)\b/i
const aboutTheDocument =
  /\b(?:fact|text|passage|paper|study|studies|article|authors?|experiments?|experimental(?:ly)?|findings|samples?|specimens?|research(?:ers)?|statement|sentence|excerpt|context|question|example)\b/i
/** `the material` with nothing that says which. */
const nameless =
  /\b(?:the|a|an) (?:materials?|composites?|alloys?|polymers?|process|method|technique|structure|compound|substance|layers?|system)\b(?= (?:is|are|was|has|have|does|do|in question|used|exhibit|show)|\?|,)|\b(?:material|phenomenon|process|property|effect) or (?:material|phenomenon|process|property|effect)\b/i
const otherScript = /[^\p{Script=Latin}\p{Script=Greek}\p{N}\p{P}\p{S}\p{Z}\p{M}µ]/u
/** Words that a question may bring along. */
const questionWords =
  'advantage disadvantage cause consequence difference affect relationship relation function purpose primary reason typical ' +
  'importance significance impact explain measure known name depend compare exhibit percentage proportion adding addition many much long far stage step happen happens main between'

/**
 * Why a question may not be asked, or undefined where it may: one question that stands by itself, names what the fact is
 * about, brings in nothing of its own and does not give its answer away.
 */
export function examineQuestion(question: string, fact: string): string | undefined {
  if (question.length < 20 || question.length > 300) return 'too short or too long'
  if (!/^(?:What|Why|How)\b/.test(question) || !question.endsWith('?')) return 'not a question'
  if (question.indexOf('?') !== question.length - 1) return 'two questions'
  if (/\b(?:and|or),? (?:what|why|how|which|who|where|when)\b/i.test(question)) return 'two questions'
  if (otherScript.test(question)) return 'another script'
  if (aboutTheDocument.test(question)) return 'speaks of the document'
  if (leaning.test(question) || nameless.test(question)) return 'does not stand by itself'
  if (unstatedNumbers(question, [fact]).length > 0) return 'a number that the fact does not state'
  if (unknownWords(question, [fact, questionWords]).length > 0) return 'words that the fact does not hold'
  const asked = new Set(contentWords(question))
  const answer = contentWords(fact)
  if (asked.size < 2 || wordCoverage(question, fact) < 0.4) return 'about something else'
  // A fact begins with what it is about; a question that leaves that out asks for the name of it.
  if (!answer.slice(0, 3).some((word) => asked.has(word))) return 'does not name what the fact is about'
  if (asksForName(question, fact)) return 'does not name what the fact is about'
  if (asksForValue(question) && unstatedNumbers(fact, [question]).length === 0)
    return 'asks for a value that the fact does not give'
  return examineFit(question, fact)
}

/** "What is a steel of high strength?" from a fact on one of many: a thing is asked about by its name. */
function asksForName(question: string, fact: string): boolean {
  const [, subject] = /^(.{3,60}?) (?:is|are) an? /.exec(fact) ?? []
  return /^What (?:is|are) an? /.test(question) && subject !== undefined && unknownWords(subject, [question]).length > 0
}
