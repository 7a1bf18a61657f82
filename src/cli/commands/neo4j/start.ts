import type { Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { neo4jHome } from '#src/neo4j-home.ts'

/** `nacre neo4j start`: a real Neo4j server with Neo4j Browser, by Docker or by Java and Maven. */
export function addStart(neo4j: Command): void {
  neo4j
    .command('start')
    .description('start Neo4j (the configured one, else Docker, else Java 17 with Maven)')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async (context) => {
        const { startNeo4j } = await import('#graph/neo4j-server/neo4j-server.ts')
        const { app, output, signal } = context
        const { url, user, password } = app.config.graph
        const server = await startNeo4j({
          home: neo4jHome(context.app.config),
          cacheFolder: app.config.cacheFolder,
          ...(url === 'sqlite' ? {} : { configured: { url, user, password: password ?? '' } }),
          signal,
          onProgress: (step) => output.note(step),
        })
        output.json(server)
        output.line(`Neo4j runs (${server.how}).`)
        output.line(`  Neo4j Browser: ${server.browserUrl}`)
        output.line(`  Bolt:          ${server.url}   user ${server.user}, password ${server.password}`)
        output.line('\nTo look at what has been read: nacre neo4j push, then nacre neo4j open')
        output.line('To keep the graph there from now on:')
        output.line(`  export NACRE_GRAPH=${server.url} NACRE_NEO4J_PASSWORD=${server.password}`)
        output.line('  nacre ingest PATH')
        return exitStatus.done
      }),
    )
}
