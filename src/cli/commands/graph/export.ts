import { createWriteStream, renameSync, rmSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Option, type Command } from 'commander'
import { exportFormats, type ExportFormat } from '#graph/export/export-graph.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'

interface ExportFlags extends GlobalFlags {
  readonly format: ExportFormat
  readonly output?: string
}

/** `nacre graph export`: the graph for other programs. */
export function addExport(graph: Command): void {
  graph
    .command('export')
    .description('the things and statements of the graph for other programs')
    .addOption(
      new Option('--format <format>', 'graphml (yEd, Cytoscape, igraph), gexf (Gephi), json, cypher (any Neo4j)')
        .choices([...exportFormats])
        .default('graphml'),
    )
    .option('-o, --output <file>', 'write to a file, which appears when it is whole (default: stdout)')
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<ExportFlags>()
      return runCommand(flags, async ({ app, output, signal }) => {
        const { exportGraph } = await import('#graph/export/export-graph.ts')
        const text = Readable.from(exportGraph(await app.graph(), flags.format))
        if (flags.output === undefined) {
          await pipeline(text, process.stdout, { signal, end: false })
          return exitStatus.done
        }
        const draft = `${flags.output}.${process.pid}.draft`
        try {
          await pipeline(text, createWriteStream(draft), { signal })
          renameSync(draft, flags.output)
        } finally {
          rmSync(draft, { force: true })
        }
        output.json({ file: flags.output, format: flags.format })
        output.line(`Wrote ${flags.output}`)
        return exitStatus.done
      })
    })
}
