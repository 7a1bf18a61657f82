import type { Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'

/** `nacre store verify`: do the vectors and the graph agree? */
export function addVerify(store: Command): void {
  store
    .command('verify')
    .description('check that vectors and graph tell the same')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const { verifyStores } = await import('#graph/verify-stores.ts')
        const report = await verifyStores({ graph: await app.graph(), vectors: await app.vectors() })
        output.json(report)
        if (report.ok) output.line('Vectors and graph agree.')
        for (const problem of report.problems) output.line(problem.message)
        if (!report.ok) output.line('Next: nacre store repair')
        return report.ok ? exitStatus.done : exitStatus.failure
      }),
    )
}
