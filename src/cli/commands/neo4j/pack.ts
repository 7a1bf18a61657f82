import type { Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'

/** `nacre neo4j pack [DIR]`: what makes the graph readable in Neo4j Browser, as files. */
export function addPack(neo4j: Command): void {
  neo4j
    .command('pack')
    .description('write the style sheet, the saved queries and the guide for Neo4j Browser')
    .argument('[folder]', 'where to write them', 'neo4j-browser')
    .action((folder: string, _options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ output }) => {
        const { writePack } = await import('#graph/neo4j-browser/write-pack.ts')
        const files = writePack(folder)
        output.json({ files })
        for (const file of files) output.line(file)
        output.line('\nIn Neo4j Browser: drop style.grass onto the window, then queries.zip. The guide opens by')
        output.line('":guide http://127.0.0.1:7878/v1/neo4j/guide.md" while "nacre serve" runs.')
        return exitStatus.done
      }),
    )
}
