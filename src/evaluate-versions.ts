import { writePolicyReport } from '#agents/training/evaluate/write-policy-report.ts'
import { comparePolicies, type PolicyReport, type PolicyRow } from '#agents/training/evaluate/compare-policies.ts'
import { readGgufAdapter } from '#agents/training/adapter/read-gguf-adapter.ts'
import { recurseSamples } from '#agents/training/evaluate/recurse-samples.ts'
import { summariseSamples } from '#agents/training/evaluate/summarise-samples.ts'
import { swapThinking } from '#agents/training/evaluate/swap-thinking.ts'
import { evaluatePolicy, type Evaluation } from '#agents/training/rounds/evaluate-policy.ts'
import { holdOut, inProfile } from '#agents/training/rounds/hold-out.ts'
import type { RoundOptions } from '#agents/training/rounds/round-parts.ts'
import type { TrainingProfile } from '#agents/training/rounds/round-plan.ts'
import type { App } from './app.ts'
import { openRoundParts } from './train-policy.ts'

/** Examples that a report shows. */
const examplesShown = 3
/** Answers of recursive thinking that are compared: N = 1, 2, 3. */
const mostAnswers = 3

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
    const tasks = heldOut.tasks.map((task) => inProfile(task, profile))
    const further: Pick<PolicyRow, 'swap' | 'recursion'>[] = []
    for (const evaluation of evaluations) further.push(await askFurther(evaluation))
    const report: PolicyReport = {
      profile,
      tasks: heldOut.tasks.length,
      heldOutDocuments: heldOut.documentIds.length,
      policies: policies.map((row, index) => ({ ...row, ...further[index] })),
      examples: heldOut.tasks.slice(0, examplesShown).map((task, index) => ({
        prompt: inProfile(task, profile).trainingPrompt,
        right: task.path?.at(-1)?.evidence.text ?? '',
        replies: Object.fromEntries(evaluations.map(({ policy, samples }) => [policy, samples[index]?.text ?? ''])),
      })),
    }
    return { report, files: await writePolicyReport(request.output, report) }

    /** The thinking exchanged, and thought over again. Replies come from the call cache where they were drawn before. */
    async function askFurther({ policy, samples }: Evaluation): Promise<Pick<PolicyRow, 'swap' | 'recursion'>> {
      const version = policy === 'base' ? undefined : await parts.registry.version(policy)
      const model = await parts.openPolicy(
        version && { path: await parts.registry.adapterPath(version), hash: version.adapterHash },
      )
      const { signal, onProgress } = options
      const tell = (what: string) => (done: number) => onProgress?.('evaluation', done, tasks.length, what)
      try {
        const swap = await swapThinking(tasks, samples, model, { signal, onSample: tell('exchanged thinking') })
        if (profile === 'closed-book') return { swap }
        const rounds = await recurseSamples(tasks, samples, model, {
          answers: mostAnswers,
          signal,
          onSample: tell('recursion'),
        })
        const recursion = rounds.map((each, index) => ({
          answers: index + 2,
          measures: summariseSamples(heldOut.tasks, each).measures,
        }))
        return { swap, recursion }
      } finally {
        await model.close()
      }
    }
  } finally {
    await close()
  }
}
