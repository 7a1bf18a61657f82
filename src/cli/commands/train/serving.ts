import type { Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { promoteVersion, rollBack } from '#src/training-history.ts'

/** `nacre train promote|rollback`. */
export function addServing(train: Command): void {
  train
    .command('promote')
    .description('let a version serve')
    .argument('<version>', 'id from "nacre train history", or "base"')
    .action((version: string, _options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const change = await promoteVersion(app, version)
        output.json(change)
        output.line(
          `${change.serving ?? 'The base model'} serves now; before it was ${change.before ?? 'the base model'}.`,
        )
        return exitStatus.done
      }),
    )
  train
    .command('rollback')
    .description('let the version serve that served before')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const change = await rollBack(app)
        output.json(change)
        output.line(
          `${change.serving ?? 'The base model'} serves again, instead of ${change.before ?? 'the base model'}.`,
        )
        return exitStatus.done
      }),
    )
}
