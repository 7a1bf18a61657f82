import { readdir, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { ThinkingMask } from '#agents/training/data/mask-thinking.ts'
import type { RoundOptions, RoundParts } from '#agents/training/rounds/round-parts.ts'
import {
  roundOutcome,
  roundPlan,
  type RoundOutcome,
  type RoundPlan,
  type TrainingMethod,
  type TrainingProfile,
} from '#agents/training/rounds/round-plan.ts'
import { NacreError } from '#core/errors.ts'
import { fetchOptions, type App } from './app.ts'
import { policyFolder } from './find-serving-adapter.ts'
import { withTrainingLock } from './training-lock.ts'

export interface TrainRequest {
  /** Rounds that there shall be in the end; those that are done already count. */
  readonly rounds: number
  readonly pairs: number
  readonly profile: TrainingProfile
  /** By default SFT on the base model and DPO from then on. */
  readonly method?: TrainingMethod | undefined
  readonly seed: number
  /** Where the thinking does not count. */
  readonly mask?: ThinkingMask['where'] | undefined
}

export interface TrainOptions extends RoundOptions {
  readonly onRound?: ((plan: RoundPlan) => void) | undefined
  readonly onOutcome?: ((plan: RoundPlan, outcome: RoundOutcome) => void) | undefined
}

/** Trains the policy of a data folder round by round; a round that was interrupted goes on first. Errors: `conflict` (another training runs). */
export async function trainPolicy(
  app: App,
  request: TrainRequest,
  options: TrainOptions = {},
): Promise<readonly { readonly plan: RoundPlan; readonly outcome: RoundOutcome }[]> {
  const { runRound, roundFolder } = await import('#agents/training/rounds/run-round.ts')
  const { readRecord, writeRecord } = await import('#agents/training/rounds/record-file.ts')
  const folder = policyFolder(app.config.dataFolder)
  return withTrainingLock(folder, async () => {
    const ended: { plan: RoundPlan; outcome: RoundOutcome }[] = []
    // Numbers depend on the number of threads, so a round that goes on keeps the one it began with.
    const begun = await readRecord(join(roundFolder(folder, (await countRounds(app)) + 1), 'plan.json'), roundPlan)
    const threads = begun?.job.threads ?? threadsOf(app)
    const { parts, close } = await openRoundParts(app, threads)
    try {
      for (let round = 1; round <= request.rounds; round++) {
        const path = roundFolder(folder, round)
        const known = await readRecord(join(path, 'outcome.json'), roundOutcome)
        const plan =
          (await readRecord(join(path, 'plan.json'), roundPlan)) ?? (await planRound(round, request, parts, threads))
        if (known !== undefined) {
          ended.push({ plan, outcome: known })
          continue
        }
        checkPlan(plan, parts, (await parts.registry.current())?.id ?? null)
        await writeRecord(join(path, 'plan.json'), plan)
        options.onRound?.(plan)
        const outcome = await runRound(plan, parts, options)
        options.onOutcome?.(plan, outcome)
        ended.push({ plan, outcome })
      }
    } finally {
      await close()
    }
    return ended
  })
}

/** The number of the next round: one more than those that ended. */
export async function countRounds(app: App): Promise<number> {
  const { roundFolder } = await import('#agents/training/rounds/run-round.ts')
  const { readRecord } = await import('#agents/training/rounds/record-file.ts')
  const folder = policyFolder(app.config.dataFolder)
  const names = await readdir(join(folder, 'rounds')).catch((): string[] => [])
  let ended = 0
  while (
    ended < names.length &&
    (await readRecord(join(roundFolder(folder, ended + 1), 'outcome.json'), roundOutcome)) !== undefined
  )
    ended += 1
  return ended
}

/** Forgets what a round that has not ended has done. Nothing that serves is touched. */
export async function restartRound(app: App): Promise<void> {
  const { roundFolder } = await import('#agents/training/rounds/run-round.ts')
  const folder = policyFolder(app.config.dataFolder)
  await withTrainingLock(folder, async () =>
    rm(roundFolder(folder, (await countRounds(app)) + 1), { recursive: true, force: true }),
  )
}

/** Everything a round works with, opened; the caller closes it. */
export async function openRoundParts(
  app: App,
  threads: number = threadsOf(app),
): Promise<{ readonly parts: RoundParts; close(): Promise<void> }> {
  const { createNativeTrainer } = await import('#agents/training/create-native-trainer.ts')
  const { createPolicyNetwork } = await import('#agents/training/llama/policy-network.ts')
  const { readLlama } = await import('#agents/training/llama/read-llama.ts')
  const { openPolicyRegistry } = await import('#agents/training/registry/open-policy-registry.ts')
  const { openLlamaTokenizer } = await import('#models/llama-cpp-tokenizer.ts')
  const { locateLocalModel } = await import('#models/locate-local-model.ts')
  const { config } = app
  const [, name] = /^local:(.+)$/s.exec(config.models.policy) ?? []
  if (name === undefined)
    throw new NacreError(
      'invalid-input',
      `Only a model of this machine can be trained here; the policy is ${config.models.policy}. Give --policy local:FILE.gguf, or export the pairs and train elsewhere: nacre pairs export.`,
    )
  const { modelPath, id } = await locateLocalModel(name, fetchOptions(config, {}))
  const model = await readLlama(modelPath)
  const tokenizer = await openLlamaTokenizer(modelPath)
  const network = createPolicyNetwork(model, { threads })
  const folder = policyFolder(config.dataFolder)
  return {
    parts: {
      graph: await app.graph(),
      registry: openPolicyRegistry(folder),
      modelPath,
      base: id,
      model,
      network,
      tokenizer,
      trainer: createNativeTrainer({ network, shape: model.shape, tokenizer }),
      openPolicy: (adapter) => app.policyWith(adapter),
      folder,
      now: () => new Date(),
    },
    close: async () => {
      await network.close()
      await tokenizer.close()
    },
  }
}

function threadsOf({ config }: App): number {
  return config.models.threads ?? availableParallelism()
}

async function planRound(
  round: number,
  request: TrainRequest,
  { registry, base, now }: RoundParts,
  threads: number,
): Promise<RoundPlan> {
  const { defaultJob } = await import('#agents/training/rounds/round-plan.ts')
  const parent = (await registry.current())?.id ?? null
  const method = request.method ?? (parent === null ? 'sft' : 'dpo')
  const { pairs, profile, seed, mask } = request
  return {
    round,
    profile,
    pairs,
    parent,
    base,
    job: defaultJob({ method, pairs, seed, threads, mask }),
    seed,
    startedAt: now().toISOString(),
  }
}

function checkPlan(plan: RoundPlan, { base }: RoundParts, serving: string | null): void {
  const isOwn = serving === plan.parent || serving?.startsWith(`r${plan.round}-`) === true
  if (plan.base === base && isOwn) return
  throw new NacreError(
    'conflict',
    `Round ${plan.round} was begun with ${plan.base} in version ${plan.parent ?? 'base'}; now it is ${base} in version ${serving ?? 'base'}. ` +
      'Go back to that, or begin the round anew: nacre train round --restart',
  )
}
