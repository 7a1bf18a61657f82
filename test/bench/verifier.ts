// How well claims are told apart, on 216 cases made by hand. The threshold is chosen on the even sentences, everything else
// measured on the odd ones; `late` are the sentences that were written after the checks by code.
// Usage: node test/bench/verifier.ts [--free]   (--free: only the verifier without a model). Prints one line of JSON.
import { createChoiceVerifier } from '#agents/verify/create-choice-verifier.ts'
import { createOverlapVerifier } from '#agents/verify/create-overlap-verifier.ts'
import type { Verifier } from '#agents/verify/verifier.ts'
import { verifyClaim } from '#agents/verify/verify-claim.ts'
import { openApp } from '#src/app.ts'
import { readConfig } from '#src/config.ts'
import { areaUnderCurve, firstLateGroup, readCases, type ScoredCase } from '#test/bench/verifier/cases.ts'

const cases = readCases()

/** Claims as the reasoning judges them: checks by code first, the verifier after. */
async function judgeAll(verifier: Verifier): Promise<readonly ScoredCase[]> {
  const scored: ScoredCase[] = []
  for (const one of cases) {
    const startedMs = performance.now()
    const { support, isSupported } = await verifyClaim(one.claim, [{ text: one.evidence }], verifier)
    scored.push({ ...one, score: support, isAccepted: isSupported, ms: performance.now() - startedMs })
  }
  return scored
}

/** The verifier's probability alone. */
async function weighAll(verifier: Verifier): Promise<readonly ScoredCase[]> {
  const scored: ScoredCase[] = []
  for (const one of cases) {
    const { probability } = await verifier.support(one.claim, [one.evidence])
    scored.push({ ...one, score: probability, isAccepted: probability >= 0.5, ms: 0 })
  }
  return scored
}

function measure(all: readonly ScoredCase[]) {
  const chosenOn = all.filter(({ group }) => group % 2 === 0)
  const measuredOn = all.filter(({ group }) => group % 2 === 1)
  const thresholds = [...new Set(chosenOn.map(({ score }) => score))]
  const threshold = thresholds.toSorted((a, b) => accuracy(chosenOn, b) - accuracy(chosenOn, a) || b - a)[0] ?? 0.5
  return {
    auc: areaUnderCurve(measuredOn),
    aucLate: areaUnderCurve(all.filter(({ group }) => group >= firstLateGroup)),
    threshold,
    accuracy: accuracy(measuredOn, threshold),
    rightAsUsed: all.filter(({ kind, isAccepted }) => (kind === 'supported') === isAccepted).length / all.length,
    acceptedByKind: Object.fromEntries(
      [...Map.groupBy(all, ({ kind }) => kind)].map(([kind, list]) => [
        kind,
        `${list.filter(({ isAccepted }) => isAccepted).length} of ${list.length}`,
      ]),
    ),
    secondsPerClaim: all.reduce((sum, { ms }) => sum + ms, 0) / all.length / 1000,
    wrong: measuredOn
      .filter(({ kind, score }) => (kind === 'supported') !== score >= threshold)
      .map(({ kind, claim, score }) => `${kind} ${score.toFixed(2)}: ${claim}`),
  }
}

function accuracy(scored: readonly ScoredCase[], threshold: number): number {
  const right = scored.filter(({ kind, score }) => (kind === 'supported') === score >= threshold)
  return right.length / scored.length
}

const free = createOverlapVerifier()
const result: Record<string, unknown> = {
  cases: cases.length,
  withoutModel: measure(await judgeAll(free)),
  withoutModelAlone: measure(await weighAll(free)),
}
if (!process.argv.includes('--free')) {
  const app = openApp(readConfig())
  const critic = await app.critic()
  const verifier = createChoiceVerifier(critic)
  result.withModel = { model: critic.id, ...measure(await judgeAll(verifier)) }
  result.withModelAlone = measure(await weighAll(verifier))
  await app.close()
}
console.log(JSON.stringify(result))
