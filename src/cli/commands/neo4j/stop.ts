import type { Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { neo4jHome } from '#src/neo4j-home.ts'

/** `nacre neo4j stop`. */
export function addStop(neo4j: Command): void {
  neo4j
    .command('stop')
    .description('stop the server that "neo4j start" started')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async (context) => {
        const { stopNeo4j } = await import('#graph/neo4j-server/neo4j-server.ts')
        const isStopped = await stopNeo4j({ home: neo4jHome(context.app.config) })
        context.output.json({ stopped: isStopped })
        context.output.line(isStopped ? 'Neo4j has stopped.' : 'No Neo4j of this data folder was running.')
        return exitStatus.done
      }),
    )
}
