import type { Command } from 'commander'
import { join } from 'node:path'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type CommandContext, type GlobalFlags } from '#src/cli/run-command.ts'

/** `nacre neo4j start|stop|status`: a real Neo4j server with Neo4j Browser, by Docker or by Java and Maven. */
export function addNeo4j(program: Command): void {
  const neo4j = program.command('neo4j').description('a Neo4j server of your own')
  const home = ({ app }: CommandContext): string => join(app.config.dataFolder, 'neo4j')
  neo4j
    .command('start')
    .description('start Neo4j (the configured one, else Docker, else Java 17 with Maven)')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async (context) => {
        const { startNeo4j } = await import('#graph/neo4j-server.ts')
        const { app, output, signal } = context
        const { url, user, password } = app.config.graph
        const server = await startNeo4j({
          home: home(context),
          cacheFolder: app.config.cacheFolder,
          ...(url === 'sqlite' ? {} : { configured: { url, user, password: password ?? '' } }),
          signal,
          onProgress: (step) => output.note(step),
        })
        output.json(server)
        output.line(`Neo4j runs (${server.how}).`)
        output.line(`  Neo4j Browser: ${server.browserUrl}`)
        output.line(`  Bolt:          ${server.url}   user ${server.user}, password ${server.password}`)
        output.line('\nTo keep the graph there:')
        output.line(`  export NACRE_GRAPH=${server.url} NACRE_NEO4J_PASSWORD=${server.password}`)
        output.line('  nacre ingest PATH')
        return exitStatus.done
      }),
    )
  neo4j
    .command('stop')
    .description('stop the server that "neo4j start" started')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async (context) => {
        const { stopNeo4j } = await import('#graph/neo4j-server.ts')
        const isStopped = await stopNeo4j({ home: home(context) })
        context.output.json({ stopped: isStopped })
        context.output.line(isStopped ? 'Neo4j has stopped.' : 'No Neo4j of this data folder was running.')
        return exitStatus.done
      }),
    )
  neo4j
    .command('status')
    .description('does it run, and where')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async (context) => {
        const { neo4jStatus } = await import('#graph/neo4j-server.ts')
        const status = await neo4jStatus({ home: home(context) })
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
