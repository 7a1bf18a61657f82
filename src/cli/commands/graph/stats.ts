import type { Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { toStatsReply } from '#src/wire/graph-views.ts'

/** `nacre graph stats`. */
export function addStats(graph: Command): void {
  graph
    .command('stats')
    .description('counts by kind')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const stats = await (await app.graph()).stats()
        output.json(toStatsReply(stats))
        const { entitiesByType, relationsByType, ...counts } = stats
        for (const group of [counts, entitiesByType, relationsByType]) {
          for (const [kind, count] of Object.entries(group)) output.line(`${String(count).padStart(8)}  ${kind}`)
          output.line()
        }
        return exitStatus.done
      }),
    )
}
