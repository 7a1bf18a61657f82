import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readEvaluation, type Evaluation } from '#agents/training/rounds/evaluate-policy.ts'
import { trainingProfiles } from '#agents/training/rounds/round-plan.ts'
import type { App } from './app.ts'
import { policyFolder } from './find-serving-adapter.ts'

/** What was measured of the base model and of versions on documents kept aside: the base first, then by round. */
export async function listEvaluations(app: App): Promise<readonly Evaluation[]> {
  const folder = policyFolder(app.config.dataFolder)
  const lists = await Promise.all(
    trainingProfiles.map((profile) => readdir(join(folder, 'evaluations', profile)).catch((): string[] => [])),
  )
  const names = new Set(lists.flat().flatMap((file) => /^(.+)\.json$/.exec(file)?.[1] ?? []))
  const evaluations = await Promise.all([...names].map((name) => readEvaluation(folder, name)))
  return evaluations.toSorted((a, b) => roundOf(a) - roundOf(b) || (a.policy < b.policy ? -1 : 1))
}

/** Versions are called `r<round>-<hash>`. */
function roundOf({ policy }: Evaluation): number {
  return Number(/^r(\d+)-/.exec(policy)?.[1] ?? 0)
}
