// How well claims are told apart: 162 cases made by hand for this bench, three supported and one of each of six kinds of wrong
// for each of 18 sentences. The threshold is chosen on the even sentences, everything else measured on the odd ones.
// Usage: node test/bench/verifier.ts [--free]   (--free: only the verifier without a model). Prints one line of JSON.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { createChoiceVerifier } from '#agents/verify/create-choice-verifier.ts'
import { createOverlapVerifier } from '#agents/verify/create-overlap-verifier.ts'
import type { Verifier } from '#agents/verify/verifier.ts'
import { verifyClaim } from '#agents/verify/verify-claim.ts'
import { openApp } from '#src/app.ts'
import { readConfig } from '#src/config.ts'

const caseSchema = z.object({ group: z.number(), kind: z.string(), evidence: z.string(), claim: z.string() })
const cases = readFileSync(join(import.meta.dirname, 'verifier-cases.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => caseSchema.parse(JSON.parse(line)))

interface Scored {
  readonly kind: string
  readonly group: number
  readonly claim: string
  readonly score: number
  readonly isAccepted: boolean
  readonly ms: number
}

/** Claims as the reasoning judges them: checks by code first, the verifier after. */
async function judgeAll(verifier: Verifier): Promise<readonly Scored[]> {
  const scored: Scored[] = []
  for (const { group, kind, evidence, claim } of cases) {
    const startedMs = performance.now()
    const { support, isSupported } = await verifyClaim(claim, [{ text: evidence }], verifier)
    scored.push({ group, kind, claim, score: support, isAccepted: isSupported, ms: performance.now() - startedMs })
  }
  return scored
}

/** The verifier's probability alone. */
async function weighAll(verifier: Verifier): Promise<readonly Scored[]> {
  const scored: Scored[] = []
  for (const { group, kind, evidence, claim } of cases) {
    const { probability } = await verifier.support(claim, [evidence])
    scored.push({ group, kind, claim, score: probability, isAccepted: probability >= 0.5, ms: 0 })
  }
  return scored
}

function measure(all: readonly Scored[]) {
  const chosenOn = all.filter(({ group }) => group % 2 === 0)
  const measuredOn = all.filter(({ group }) => group % 2 === 1)
  const thresholds = [...new Set(chosenOn.map(({ score }) => score))].toSorted((a, b) => a - b)
  const threshold = thresholds.toSorted((a, b) => accuracy(chosenOn, b) - accuracy(chosenOn, a) || b - a)[0] ?? 0.5
  const wrong = measuredOn.filter(({ kind, score }) => (kind === 'supported') !== score >= threshold)
  return {
    auc: areaUnderCurve(measuredOn),
    threshold,
    accuracy: accuracy(measuredOn, threshold),
    asUsed: all.filter(({ kind, isAccepted }) => (kind === 'supported') === isAccepted).length / all.length,
    acceptedByKind: Object.fromEntries(
      [...Map.groupBy(all, ({ kind }) => kind)].map(([kind, list]) => [
        kind,
        `${list.filter(({ isAccepted }) => isAccepted).length} of ${list.length}`,
      ]),
    ),
    secondsPerClaim: all.reduce((sum, { ms }) => sum + ms, 0) / all.length / 1000,
    wrong: wrong.map(({ kind, claim, score }) => `${kind} ${score.toFixed(2)}: ${claim}`),
  }
}

function accuracy(scored: readonly Scored[], threshold: number): number {
  const right = scored.filter(({ kind, score }) => (kind === 'supported') === score >= threshold)
  return right.length / scored.length
}

/** Probability that a supported claim scores above an unsupported one; ties count half. */
function areaUnderCurve(scored: readonly Scored[]): number {
  const right = scored.filter(({ kind }) => kind === 'supported')
  const wrong = scored.filter(({ kind }) => kind !== 'supported')
  const wins = right.flatMap((a) => wrong.map((b): number => (a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0)))
  return wins.reduce((sum, win) => sum + win, 0) / wins.length
}

const free = createOverlapVerifier()
const result: Record<string, unknown> = {
  cases: cases.length,
  withoutModel: measure(await judgeAll(free)),
  withoutModelAlone: measure(await weighAll(free)),
}
if (!process.argv.includes('--free')) {
  const app = openApp(readConfig({ data: process.env.NACRE_DATA ?? '.nacre' }))
  const critic = await app.critic()
  const verifier = createChoiceVerifier(critic)
  result.withModel = { model: critic.id, ...measure(await judgeAll(verifier)) }
  result.withModelAlone = measure(await weighAll(verifier))
  await app.close()
}
console.log(JSON.stringify(result))
