import { contentWords, wordCoverage } from './content-words.ts'
import { findContradiction } from './find-contradiction.ts'
import { unstatedNumbers } from './numbers-in-text.ts'
import { unknownMaterial } from './unknown-material.ts'
import type { Judgement, Verifier } from './verifier.ts'

/**
 * A verifier without a model: the share of the claim's content words that the evidence has, squared, so that about three
 * quarters count as support. A number, unit or material that is not in the evidence makes it 0; what the nearest sentence
 * denies or turns round at most 0.2. Costs nothing.
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
  if (unknownMaterial(claim, evidence) !== undefined) return 0
  const overlap = wordCoverage(claim, text) ** 2
  const [nearest] = evidence.toSorted((a, b) => wordCoverage(claim, b) - wordCoverage(claim, a))
  return findContradiction(claim, nearest ?? '') === undefined ? overlap : Math.min(overlap, 0.2)
}

function addsWords(question: string, text: string): boolean {
  const asked = new Set(contentWords(question))
  return contentWords(text).some((word) => !asked.has(word))
}
