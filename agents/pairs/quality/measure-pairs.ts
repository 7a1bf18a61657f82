import { parseSentinels, sentinels } from '#agents/think/sentinel-parser.ts'
import type { PairOrigin, PairQuality, PreferencePair } from '#core/pair.ts'
import { gini } from './gini.ts'
import { nearDuplicates } from './near-duplicates.ts'
import { distinctRuns, selfBleu, wordsOf as words } from './text-measures.ts'
import { separability } from './separability.ts'

/** Further from 0.5 than this, a policy can win by a number that has nothing to do with the answer. */
const tolerated = 0.15

/** Measures pairs by code alone; one pass over all in memory (some kilobytes a pair). */
export function measurePairs(pairs: readonly PreferencePair[], origin?: PairOrigin): PairQuality {
  const answers = pairs.map(({ chosen, rejected }) => [answerOf(chosen), answerOf(rejected)] as const)
  const chosenAnswers = answers.map(([chosen]) => chosen)
  const separableByLength = separability(
    pairs.map(({ chosen }) => words(chosen).length),
    pairs.map(({ rejected }) => words(rejected).length),
  )
  const separableByFormat = separability(
    pairs.map(({ chosen }) => Number(isClosed(chosen))),
    pairs.map(({ rejected }) => Number(isClosed(rejected))),
  )
  const separableByAnswerLength = separability(
    answers.map(([chosen]) => words(chosen).length),
    answers.map(([, rejected]) => words(rejected).length),
  )
  const duplicates = nearDuplicates(pairs.map(({ prompt }) => prompt)).length
  const documents = countBy(pairs.flatMap(({ provenance }) => provenance.documentIds))
  const measured = {
    pairs: pairs.length,
    words: {
      prompt: mean(pairs.map(({ prompt }) => words(prompt).length)),
      chosen: mean(pairs.map(({ chosen }) => words(chosen).length)),
      rejected: mean(pairs.map(({ rejected }) => words(rejected).length)),
    },
    separableByLength,
    separableByFormat,
    separableByAnswerLength,
    similarity: mean(pairs.map(({ chosen, rejected }) => overlap(chosen, rejected))),
    distinct2: distinctRuns(chosenAnswers, 2),
    selfBleu: selfBleu(chosenAnswers),
    nearDuplicatePrompts: duplicates,
    documents: Object.keys(documents).length,
    documentGini: gini(Object.values(documents)),
    licenses: countBy(pairs.flatMap(({ provenance }) => provenance.licenses)),
    ...(origin !== undefined && { origin }),
  }
  return { ...measured, warnings: warningsOf(measured) }
}

function warningsOf(quality: Omit<PairQuality, 'warnings'>): string[] {
  const { pairs, separableByAnswerLength, separableByFormat, nearDuplicatePrompts, licenses, origin } = quality
  const checks: readonly (readonly [boolean, string])[] = [
    [pairs < 32, `Only ${pairs} pairs: fewer than 32 teach a small policy nothing but the form.`],
    [
      isTelling(separableByAnswerLength),
      `The length of the answer alone tells chosen from rejected (${separableByAnswerLength.toFixed(2)}; 0.5 is ideal).`,
    ],
    [
      isTelling(separableByFormat),
      `The thinking block alone tells chosen from rejected (${separableByFormat.toFixed(2)}): right for a first round, which teaches the form; later rounds want a policy that thinks.`,
    ],
    [nearDuplicatePrompts > 0, `${nearDuplicatePrompts} pairs of prompts are nearly the same.`],
    [(origin?.unsupportedNumbers ?? 0) > 0, `${origin?.unsupportedNumbers} numbers are in no sentence that is cited.`],
    [(origin?.stale ?? 0) > 0, 'Some rejected answers are of another policy than the present one.'],
    [(origin?.contamination ?? 0) > 0, 'Some pairs share 13 words in a row with the held-out texts.'],
    ['unknown' in licenses, `${licenses['unknown'] ?? 0} pairs stand on documents of unknown licence.`],
  ]
  return checks.filter(([isSo]) => isSo).map(([, text]) => text)
}

function isTelling(area: number): boolean {
  return Math.abs(area - 0.5) > tolerated
}

function isClosed(text: string): boolean {
  return parseSentinels(text).shape === 'closed'
}

function answerOf(text: string): string {
  const { close } = sentinels.thinking
  const end = text.lastIndexOf(close)
  return end < 0 ? text : text.slice(end + close.length)
}

function overlap(a: string, b: string): number {
  const [first, second] = [new Set(words(a)), new Set(words(b))]
  const shared = [...first].filter((word) => second.has(word)).length
  return shared / Math.max(1, first.size + second.size - shared)
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
