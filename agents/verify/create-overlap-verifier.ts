import { contentWords, wordCoverage } from './content-words.ts'
import { unstatedNumbers } from './numbers-in-text.ts'
import type { Judgement, Verifier } from './verifier.ts'

const negation = /\b(?:not|no|never|none|neither|nor|without|cannot|can't|hardly|fails? to|lacks?|absence|absent)\b/gi

/** Words of opposite direction, by their first letters. */
const opposites: readonly (readonly [RegExp, RegExp])[] = [
  [
    /\b(?:increas|rais|enhanc|improv|rises?\b|rising)/i,
    /\b(?:decreas|reduc|lower(?:s|ed|ing)\b|diminish|weaken|falls?\b|falling)/i,
  ],
  [/\b(?:higher|larger|greater|more)\b/i, /\b(?:lower|smaller|less|fewer)\b/i],
  [/\b(?:accelerat|speeds?\b|faster)/i, /\b(?:slow|delay|retard)/i],
  [/\b(?:promot|induc|enabl|caus)/i, /\b(?:prevent|inhibit|suppress|block|hinder)/i],
  [/\babove\b/i, /\bbelow\b/i],
  [/\bbefore\b/i, /\bafter\b/i],
]

/**
 * A verifier without a model: the share of the claim's content words that the evidence has, squared, so that about three
 * quarters count as support. A number or unit that is not in the evidence makes it 0; a negation or a direction
 * (increases, prevents, above) that the evidence does not share makes it at most 0.2. Costs nothing.
 */
export function createOverlapVerifier(): Verifier {
  return {
    id: 'word-overlap',
    support: async (claim, evidence) => judge(overlapSupport(claim, evidence)),
    answers: async (question, text) =>
      judge(Math.sqrt(wordCoverage(question, text)) * (addsWords(question, text) ? 1 : 0)),
  }
}

function judge(probability: number): Judgement {
  return { probability, usage: { calls: 0, inputTokens: 0, outputTokens: 0 } }
}

function overlapSupport(claim: string, evidence: readonly string[]): number {
  const text = evidence.join(' ')
  if (evidence.length === 0 || unstatedNumbers(claim, evidence).length > 0) return 0
  const overlap = wordCoverage(claim, text) ** 2
  return isTurnedRound(claim, text) ? Math.min(overlap, 0.2) : overlap
}

/** Whether the claim denies or reverses: a negation or a direction on one side only. */
function isTurnedRound(claim: string, evidence: string): boolean {
  const isDenied = (claim.match(negation)?.length ?? 0) > 0
  if (isDenied && (evidence.match(negation)?.length ?? 0) === 0) return true
  return opposites.some(([up, down]) => {
    const [claimUp, claimDown] = [up.test(claim), down.test(claim)]
    const [isUp, isDown] = [up.test(evidence), down.test(evidence)]
    return (claimUp && !claimDown && isDown && !isUp) || (claimDown && !claimUp && isUp && !isDown)
  })
}

function addsWords(question: string, text: string): boolean {
  const asked = new Set(contentWords(question))
  return contentWords(text).some((word) => !asked.has(word))
}
