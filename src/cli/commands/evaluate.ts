import { Option, type Command } from 'commander'
import { resolve } from 'node:path'
import { trainingProfiles, type TrainingProfile } from '#agents/training/rounds/round-plan.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'

/** `nacre evaluate`. */
export function addEvaluate(program: Command): void {
  program
    .command('evaluate')
    .description('what the base model and each trained version write by themselves, on documents kept aside')
    .option('-o, --output <folder>', 'where the report is written', 'learning-report')
    .addOption(
      new Option('--profile <profile>', 'evidence in the prompt, or the question alone')
        .choices(trainingProfiles)
        .default('open-book'),
    )
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<GlobalFlags & { output: string; profile: TrainingProfile }>()
      return runCommand(flags, async ({ app, output, signal }) => {
        const { evaluateVersions } = await import('#src/evaluate-versions.ts')
        const bar = output.progress('Measuring')
        const { report, files } = await evaluateVersions(
          app,
          { profile: flags.profile, output: resolve(flags.output) },
          { signal, onProgress: (_stage, done, total, detail) => bar.update(done, total, detail) },
        ).finally(() => bar.end())
        output.json({ ...report, files })
        for (const { policy, measures } of report.policies) {
          const show = (name: string): string => measures[name]?.mean.toFixed(2) ?? '-'
          output.line(
            `${policy.padEnd(14)} format ${show('format')}, grounded ${show('groundedWithoutQuestion')}, right sentence ${show('right')}, repetition ${show('repetition')}`,
          )
        }
        for (const file of files) output.line(file)
        return exitStatus.done
      })
    })
}
