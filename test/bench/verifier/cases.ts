import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const caseSchema = z.object({ group: z.number(), kind: z.string(), evidence: z.string(), claim: z.string() })

/** A claim that is held against a sentence. `group` counts the sentences; from 18 on they were written after the checks. */
export type VerifierCase = z.infer<typeof caseSchema>

/** A case and what became of it. */
export interface ScoredCase extends VerifierCase {
  readonly score: number
  readonly isAccepted: boolean
  readonly ms: number
}

/** 216 cases made by hand for this project: three supported and one of each of six kinds of wrong for each of 24 sentences. */
export function readCases(): readonly VerifierCase[] {
  return readFileSync(join(import.meta.dirname, '../verifier-cases.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => caseSchema.parse(JSON.parse(line)))
}

/** The first sentence that was written when the checks by code were done. */
export const firstLateGroup = 18

/** Probability that a supported claim scores above an unsupported one; ties count half. */
export function areaUnderCurve(scored: readonly ScoredCase[]): number {
  const right = scored.filter(({ kind }) => kind === 'supported')
  const wrong = scored.filter(({ kind }) => kind !== 'supported')
  const wins = right.flatMap((a) => wrong.map((b): number => (a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0)))
  return wins.reduce((sum, win) => sum + win, 0) / wins.length
}
