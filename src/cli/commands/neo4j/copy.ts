import { Option, type Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'

interface CopyFlags extends GlobalFlags {
  readonly keepOthers?: boolean
  readonly dropOthers?: boolean
}

/** `nacre neo4j push` and `nacre neo4j pull`: the graph of the data folder into Neo4j, and back. */
export function addCopies(neo4j: Command): void {
  addCopy(neo4j, 'push', 'copy the SQLite graph of the data folder into Neo4j')
  addCopy(neo4j, 'pull', 'copy the graph in Neo4j into the SQLite graph of the data folder')
}

function addCopy(neo4j: Command, direction: 'push' | 'pull', description: string): void {
  neo4j
    .command(direction)
    .description(description)
    .option('--keep-others', 'where the target holds other documents: have both in one graph')
    .addOption(
      new Option('--drop-others', 'where the target holds other documents: remove them there').conflicts('keepOthers'),
    )
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<CopyFlags>()
      return runCommand(flags, async ({ app, output, signal }) => {
        const { copyWithNeo4j } = await import('#src/copy-with-neo4j.ts')
        const bar = output.progress(direction === 'push' ? 'Copying into Neo4j' : 'Copying from Neo4j')
        let embedded = 0
        const summary = await copyWithNeo4j(direction, app.config, {
          others: (flags.keepOthers ?? false) ? 'keep' : (flags.dropOthers ?? false) ? 'drop' : 'refuse',
          signal,
          onProgress: ({ done, total, title }) => bar.update(done, total, title),
          onWait: () => output.note('Another nacre is writing to this data folder; waiting for it to end …'),
          onPulled: async (graph) => {
            bar.end()
            const { repairIndex } = await import('#ingest/repair-index.ts')
            const [vectors, embedder] = await Promise.all([app.vectors(), app.embedder()])
            const embedding = output.progress('Embedding')
            const stores = { graph, vectors, embedder }
            const repaired = repairIndex(stores, { signal, onProgress: embedding.update }).finally(embedding.end)
            embedded = (await repaired).embedded
          },
        }).finally(() => bar.end())
        output.json(direction === 'pull' ? { ...summary, embedded } : summary)
        output.line(
          `Copied ${summary.documents} documents and ${summary.records} tasks, traces and pairs. ` +
            `${summary.unchanged} were there already, ${summary.dropped} were removed.`,
        )
        if (direction === 'push') {
          output.line('Next: nacre neo4j open')
          return exitStatus.done
        }
        output.line(`${embedded} passages were embedded anew: a graph holds no vectors. Next: nacre search "…"`)
        return exitStatus.done
      })
    })
}
