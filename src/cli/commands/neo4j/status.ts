import type { Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { neo4jHome } from '#src/neo4j-home.ts'

/** `nacre neo4j status`. */
export function addStatus(neo4j: Command): void {
  neo4j
    .command('status')
    .description('does it run, and where')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async (context) => {
        const { neo4jStatus } = await import('#graph/neo4j-server/neo4j-server.ts')
        const status = await neo4jStatus({ home: neo4jHome(context.app.config) })
        context.output.json(status)
        context.output.line(
          status.running
            ? `Neo4j runs: ${status.browserUrl} and ${status.url}`
            : 'Neo4j does not run. Next: nacre neo4j start',
        )
        return exitStatus.done
      }),
    )
}
