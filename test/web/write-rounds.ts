import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openPolicyRegistry } from '#agents/training/registry/open-policy-registry.ts'
import { writeRecord } from '#agents/training/rounds/record-file.ts'
import { defaultJob } from '#agents/training/rounds/round-plan.ts'
import { roundFolder } from '#agents/training/rounds/run-round.ts'
import { policyFolder } from '#src/find-serving-adapter.ts'

interface Report {
  readonly profile: string
  readonly tasks: number
  readonly policies: readonly {
    readonly policy: string
    readonly score: number
    readonly measures: Readonly<Record<string, { readonly mean: number; readonly low: number; readonly high: number }>>
  }[]
}

const at = new Date(0)

/** Writes the rounds and evaluations that `docs/learning-report` tells of into a data folder, as training leaves them; without their weights. */
export async function writeRounds(dataFolder: string): Promise<void> {
  const path = join(import.meta.dirname, '../../docs/learning-report/report.json')
  const { profile, tasks, policies } = JSON.parse(readFileSync(path, 'utf8')) as Report
  const folder = policyFolder(dataFolder)
  const registry = openPolicyRegistry(folder)
  let parent: string | null = null
  for (const [round, { policy, score, measures }] of policies.entries()) {
    await writeRecord(join(folder, 'evaluations', profile, `${policy}.json`), {
      policy,
      profile,
      score,
      summary: { tasks, measures },
    })
    if (policy === 'base') continue
    const method = round === 1 ? 'sft' : 'dpo'
    const job = defaultJob({ method, pairs: 96, seed: 1, threads: 1 })
    const plan = { round, profile, pairs: 96, parent, base: 'base', job, seed: 1, startedAt: at.toISOString() }
    await writeRecord(join(roundFolder(folder, round), 'plan.json'), plan)
    await writeRecord(join(roundFolder(folder, round), 'outcome.json'), {
      version: policy,
      isPromoted: true,
      reason: 'its free answers got better',
      endedAt: at.toISOString(),
    })
    const version = {
      id: policy,
      round,
      parent,
      base: 'base',
      method,
      seed: 1,
      adapterHash: '',
      adapterSha256: '',
      job,
      dataSha256: '',
      pairIds: [],
      documentIds: [],
      licenses: [],
      dropped: {},
      metrics: Object.fromEntries(Object.entries(measures).map(([name, { mean }]) => [name, mean])),
      createdAt: at.toISOString(),
    }
    await registry.add(version, () => Promise.resolve())
    await registry.promote(policy, { expected: parent, reason: 'its free answers got better', at })
    parent = policy
  }
}
