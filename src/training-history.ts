import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { compareSummaries, measureNames } from '#agents/training/evaluate/summarise-samples.ts'
import type { Interval } from '#agents/training/evaluate/paired-bootstrap.ts'
import { openPolicyRegistry } from '#agents/training/registry/open-policy-registry.ts'
import type { Promotion } from '#agents/training/registry/policy-version.ts'
import { traceLineage, type Lineage } from '#agents/training/registry/trace-lineage.ts'
import { readEvaluation } from '#agents/training/rounds/evaluate-policy.ts'
import { readRecord } from '#agents/training/rounds/record-file.ts'
import { roundOutcome, roundPlan } from '#agents/training/rounds/round-plan.ts'
import { roundFolder } from '#agents/training/rounds/run-round.ts'
import { NacreError } from '#core/errors.ts'
import type { App } from './app.ts'
import { policyFolder } from './find-serving-adapter.ts'

/** A round as `nacre train history --json` tells it. */
export interface RoundLine {
  readonly round: number
  readonly version: string | null
  readonly parent: string | null
  readonly method: string
  readonly profile: string
  readonly promoted: boolean
  readonly reason: string
  readonly pairs?: number
  readonly accuracy?: number
  readonly margin?: number
  readonly chosen_logp?: number
  /** Without the words of the question. */
  readonly groundedness?: number
  readonly format?: number
  readonly right_sentence?: number
  readonly repetition?: number
  readonly ended?: number
  readonly licenses?: readonly string[]
  readonly documents?: readonly string[]
  /** Documents it was trained on that are no longer in the corpus. */
  readonly retracted: readonly string[]
}

export interface History {
  readonly serving: string | null
  readonly rounds: readonly RoundLine[]
  readonly promotions: readonly Promotion[]
  /** A round that was begun and not ended. */
  readonly unfinished: number | null
}

/** All rounds of a data folder, oldest first. */
export async function listRounds(app: App): Promise<History> {
  const folder = policyFolder(app.config.dataFolder)
  const registry = openPolicyRegistry(folder)
  const versions = new Map((await registry.versions()).map((version) => [version.id, version]))
  const trainedOn = [...new Set([...versions.values()].flatMap(({ documentIds }) => documentIds))]
  const there = trainedOn.length === 0 ? new Set<string>() : await (await app.graph()).hasDocuments(trainedOn)
  const names = await readdir(join(folder, 'rounds')).catch((): string[] => [])
  const rounds: RoundLine[] = []
  let unfinished: number | null = null
  for (const name of names.toSorted()) {
    const path = roundFolder(folder, Number(name))
    const plan = await readRecord(join(path, 'plan.json'), roundPlan)
    const outcome = await readRecord(join(path, 'outcome.json'), roundOutcome)
    if (plan === undefined) continue
    if (outcome === undefined) {
      unfinished = plan.round
      continue
    }
    const version = outcome.version === null ? undefined : versions.get(outcome.version)
    const { metrics } = version ?? {}
    rounds.push({
      round: plan.round,
      version: outcome.version,
      parent: plan.parent,
      method: plan.job.objective.method,
      profile: plan.profile,
      promoted: outcome.isPromoted,
      reason: outcome.reason,
      ...(version === undefined || metrics === undefined
        ? {}
        : {
            pairs: version.pairIds.length,
            accuracy: metrics['accuracy'] ?? 0,
            margin: metrics['margin'] ?? 0,
            chosen_logp: metrics['chosenLogProbability'] ?? 0,
            groundedness: metrics['groundedWithoutQuestion'] ?? 0,
            format: metrics['format'] ?? 0,
            right_sentence: metrics['right'] ?? 0,
            repetition: metrics['repetition'] ?? 0,
            ended: metrics['ended'] ?? 0,
            licenses: version.licenses,
            documents: version.documentIds,
          }),
      retracted: (version?.documentIds ?? []).filter((id) => !there.has(id)),
    })
  }
  const promotions = await registry.promotions()
  return { serving: promotions.at(-1)?.version ?? null, rounds, promotions, unfinished }
}

/** What a version (the one that serves, if none is named) was trained on. Errors: `not-found`. */
export async function lineageOf(app: App, version: string | undefined): Promise<Lineage> {
  const registry = openPolicyRegistry(policyFolder(app.config.dataFolder))
  const id = version ?? (await registry.current())?.id
  if (id === undefined) throw new NacreError('not-found', 'No version serves yet. Next: nacre train loop')
  return traceLineage(id, { registry, graph: await app.graph() })
}

export interface VersionDiff {
  readonly a: string
  readonly b: string
  readonly measures: readonly {
    readonly measure: string
    readonly before: number
    readonly after: number
    /** Paired over the tasks, 95 %. */
    readonly difference: Interval
  }[]
}

/** Two versions measured on the same tasks. Errors: `not-found`. */
export async function compareVersions(app: App, a: string | undefined, b: string | undefined): Promise<VersionDiff> {
  const folder = policyFolder(app.config.dataFolder)
  const registry = openPolicyRegistry(folder)
  const after = b ?? (a === undefined ? (await registry.current())?.id : a)
  if (after === undefined) throw new NacreError('not-found', 'No version serves yet. Next: nacre train loop')
  const before = b !== undefined && a !== undefined ? a : ((await registry.version(after)).parent ?? 'base')
  const [first, second] = [await readEvaluation(folder, before), await readEvaluation(folder, after)]
  const differences = compareSummaries(first.summary, second.summary)
  return {
    a: before,
    b: after,
    measures: measureNames.map((measure) => ({
      measure,
      before: first.summary.measures[measure].mean,
      after: second.summary.measures[measure].mean,
      difference: differences[measure],
    })),
  }
}

export interface ServingChange {
  readonly before: string | null
  readonly serving: string | null
}

/** Lets a version serve because a person says so. Errors: `not-found`, `conflict`. */
export async function promoteVersion(app: App, version: string): Promise<ServingChange> {
  const registry = openPolicyRegistry(policyFolder(app.config.dataFolder))
  const before = (await registry.current())?.id ?? null
  const serving = version === 'base' ? null : version
  if (serving !== null) await registry.adapterPath(await registry.version(serving))
  await registry.promote(serving, { expected: before, reason: 'promoted by hand', at: new Date() })
  return { before, serving }
}

/** Lets what served before the last promotion serve again. Errors: `not-found` when nothing was ever promoted. */
export async function rollBack(app: App): Promise<ServingChange> {
  const registry = openPolicyRegistry(policyFolder(app.config.dataFolder))
  const promotions = await registry.promotions()
  const last = promotions.at(-1)
  if (last === undefined)
    throw new NacreError('not-found', 'Nothing was promoted yet, so there is nothing to go back to.')
  const earlier = promotions.findLast(({ version }) => version !== last.version)
  const serving = earlier?.version ?? null
  await registry.promote(serving, {
    expected: last.version,
    reason: `rolled back from ${last.version ?? 'base'}`,
    at: new Date(),
  })
  return { before: last.version, serving }
}
