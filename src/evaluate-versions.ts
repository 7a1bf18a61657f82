import { writePolicyReport } from '#agents/training/evaluate/write-policy-report.ts'
import { comparePolicies, type PolicyReport } from '#agents/training/evaluate/compare-policies.ts'
import { readGgufAdapter } from '#agents/training/adapter/read-gguf-adapter.ts'
import { swapThinking, type SwapMeasures } from '#agents/training/evaluate/swap-thinking.ts'
import { evaluatePolicy, type Evaluation } from '#agents/training/rounds/evaluate-policy.ts'
import { holdOut, inProfile } from '#agents/training/rounds/hold-out.ts'
import type { RoundOptions } from '#agents/training/rounds/round-parts.ts'
import type { TrainingProfile } from '#agents/training/rounds/round-plan.ts'
import type { App } from './app.ts'
import { openRoundParts } from './train-policy.ts'

/** Examples that a report shows. */
const examplesShown = 3

/** Measures the base model and every version that was trained, and writes the report. What was measured is not measured again. */
export async function evaluateVersions(
  app: App,
  request: { readonly profile: TrainingProfile; readonly output: string },
  options: RoundOptions = {},
): Promise<{ readonly report: PolicyReport; readonly files: readonly string[] }> {
  const { profile } = request
  const { parts, close } = await openRoundParts(app)
  try {
    const heldOut = await holdOut(
      parts.folder,
      parts.graph,
      options.signal === undefined ? {} : { signal: options.signal },
    )
    const base = await evaluatePolicy({ name: 'base' }, heldOut, profile, parts, options)
    const evaluations: Evaluation[] = [base]
    for (const version of await parts.registry.versions()) {
      const path = await parts.registry.adapterPath(version)
      const adapter = await readGgufAdapter(path, parts.model.shape)
      const file = { path, hash: version.adapterHash }
      evaluations.push(
        await evaluatePolicy({ name: version.id, file, adapter }, heldOut, profile, parts, {
          ...options,
          baseSamples: base.samples,
        }),
      )
    }
    const { policies } = comparePolicies(evaluations)
    const swaps: SwapMeasures[] = []
    for (const evaluation of evaluations) swaps.push(await swap(evaluation))
    const report: PolicyReport = {
      profile,
      tasks: heldOut.tasks.length,
      heldOutDocuments: heldOut.documentIds.length,
      policies: policies.map((row, index) => ({ ...row, swap: swaps[index] })),
      examples: heldOut.tasks.slice(0, examplesShown).map((task, index) => ({
        prompt: inProfile(task, profile).trainingPrompt,
        right: task.path?.at(-1)?.evidence.text ?? '',
        replies: Object.fromEntries(evaluations.map(({ policy, samples }) => [policy, samples[index]?.text ?? ''])),
      })),
    }
    return { report, files: await writePolicyReport(request.output, report) }

    /** Replies come from the call cache where they were drawn before. */
    async function swap({ policy, samples }: Evaluation): Promise<SwapMeasures> {
      const version = policy === 'base' ? undefined : await parts.registry.version(policy)
      const model = await parts.openPolicy(
        version && { path: await parts.registry.adapterPath(version), hash: version.adapterHash },
      )
      try {
        const tasks = heldOut.tasks.map((task) => inProfile(task, profile))
        return await swapThinking(tasks, samples, model, {
          signal: options.signal,
          onSample: (done) => options.onProgress?.('evaluation', done, tasks.length, 'exchanged thinking'),
        })
      } finally {
        await model.close()
      }
    }
  } finally {
    await close()
  }
}
