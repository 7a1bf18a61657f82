import { join } from 'node:path'
import { z } from 'zod'
import { drawSamples } from '#agents/training/evaluate/draw-samples.ts'
import type { FreeSample } from '#agents/training/evaluate/measure-sample.ts'
import { scoreOf, summariseSamples, type SampleSummary } from '#agents/training/evaluate/summarise-samples.ts'
import { compilePairs } from '#agents/training/data/compile-pairs.ts'
import { noMask } from '#agents/training/data/mask-thinking.ts'
import type { LoraAdapter } from '#agents/training/llama/lora-adapter.ts'
import { measurePreference, type PreferenceMeasures } from '#agents/training/measure-preference.ts'
import { writeOpenBookThinking } from '#agents/pairs/write-open-book-thinking.ts'
import { answerPathTask } from '#agents/tasks/graph-path/answer-path-task.ts'
import { NacreError } from '#core/errors.ts'
import type { Task } from '#core/task.ts'
import { inProfile, type HeldOut } from './hold-out.ts'
import { readRecord, writeRecord } from './record-file.ts'
import type { AdapterFile, RoundOptions, RoundParts } from './round-parts.ts'
import { trainingProfiles, type TrainingProfile } from './round-plan.ts'

/** What a version (or the base) can do on tasks from documents that no pair was made from. */
export interface Evaluation {
  /** `base`, or the id of the version. */
  readonly policy: string
  readonly profile: TrainingProfile
  /** See `scoreOf`. */
  readonly score: number
  readonly summary: SampleSummary
  readonly preference: PreferenceMeasures
  readonly samples: readonly FreeSample[]
}

/** Pairs that preference is measured on: each is a pass over the network. */
const preferencePairs = 16

/** Evaluates a policy once and keeps the result; `baseSamples` are the rejected replies of the held-out pairs. */
export async function evaluatePolicy(
  policy: {
    readonly name: string
    readonly file?: AdapterFile | undefined
    readonly adapter?: LoraAdapter | undefined
  },
  heldOut: HeldOut,
  profile: TrainingProfile,
  parts: RoundParts,
  options: RoundOptions & { readonly baseSamples?: readonly FreeSample[] } = {},
): Promise<Evaluation> {
  const path = join(parts.folder, 'evaluations', profile, `${policy.name}.json`)
  const known = await readRecord(path, z.looseObject({ policy: z.string() }))
  if (known !== undefined) return known as unknown as Evaluation
  const { signal, onProgress } = options
  const stage = policy.name === 'base' ? 'base' : 'evaluation'
  const tasks = heldOut.tasks.map((task) => inProfile(task, profile))
  const total = tasks.length + preferencePairs
  const samples = await sample()
  const rejected = options.baseSamples ?? samples
  const rows = tasks.slice(0, preferencePairs).map((task, index) => toRow(task, rejected[index]?.text ?? ''))
  const { pairs } = compilePairs(
    rows.filter((row) => row.rejected.trim() !== ''),
    parts.tokenizer,
    { mask: { ...noMask, unclosed: 'count-all' }, maxTokens: 2048, overlong: 'drop', seed: 1 },
  )
  const preference = await measurePreference(
    pairs,
    { network: parts.network, adapter: policy.adapter },
    { signal, onPair: (done) => onProgress?.(stage, tasks.length + done, total, 'preference') },
  )
  const summary = summariseSamples(tasks, samples)
  const evaluation: Evaluation = { policy: policy.name, profile, score: scoreOf(summary), summary, preference, samples }
  await writeRecord(path, evaluation)
  return evaluation

  async function sample(): Promise<readonly FreeSample[]> {
    const model = await parts.openPolicy(policy.file)
    try {
      const onSample = (done: number): void => onProgress?.(stage, done, total, 'free samples')
      return await drawSamples(tasks, model, { signal, onSample })
    } finally {
      await model.close()
    }
  }
}

/** The evaluation of a version (or `base`) that was made. Errors: `not-found`. */
export async function readEvaluation(folder: string, policy: string): Promise<Evaluation> {
  for (const profile of trainingProfiles) {
    const found = await readRecord(join(folder, 'evaluations', profile, `${policy}.json`), z.looseObject({}))
    if (found !== undefined) return found as unknown as Evaluation
  }
  throw new NacreError('not-found', `${policy} has not been measured. "nacre train history" lists the versions.`)
}

function toRow(task: Task, rejected: string) {
  const { answer } = answerPathTask(task)
  return { id: task.id, prompt: task.trainingPrompt, chosen: `${writeOpenBookThinking(task)}\n${answer}`, rejected }
}
