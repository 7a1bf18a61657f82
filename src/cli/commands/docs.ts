import type { Command } from 'commander'
import { NacreError } from '#core/errors.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { withWriteLock } from '#src/write-lock.ts'

/** `nacre docs ls|show|rm`. */
export function addDocs(program: Command): void {
  const docs = program.command('docs').description('the documents that were read')
  docs
    .command('ls')
    .description('list the documents')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const documents = await (await app.graph()).listDocuments()
        output.json({ documents })
        for (const { id, title, chunks, source } of documents) {
          output.line(`${id}  ${title}  ${output.dim(`${chunks} chunks, ${source}`)}`)
        }
        if (documents.length === 0) output.line('No documents yet. Next: nacre ingest PATH')
        return exitStatus.done
      }),
    )
  docs
    .command('show')
    .description('a document and its chunks')
    .argument('<id>', 'document id, from "nacre docs ls"')
    .action((id: string, _options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const graph = await app.graph()
        const document = await graph.getDocument(id)
        if (document === undefined) throw unknownDocument(id)
        const chunks = await graph.chunksOfDocument(id)
        const { text, mediaType, ...about } = document
        output.json({
          ...about,
          media_type: mediaType,
          status: 'ready',
          characters: text.length,
          chunks: chunks.map((chunk) => ({ ...chunk, documentId: undefined, page: chunk.page ?? null })),
        })
        output.line(output.bold(document.title))
        output.line(
          output.dim(
            `${document.source}, ${mediaType}, ${text.length} characters, licence ${document.license ?? 'unknown'}`,
          ),
        )
        for (const chunk of chunks) {
          output.line(
            `\n${output.dim(`${chunk.id}${chunk.page === undefined ? '' : `, page ${chunk.page}`}, ${chunk.tokens} tokens`)}`,
          )
          output.line(chunk.text)
        }
        return exitStatus.done
      }),
    )
  docs
    .command('rm')
    .description('forget a document and all that only it told')
    .argument('<id>', 'document id, from "nacre docs ls"')
    .action((id: string, _options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output, signal }) => {
        const { removeDocument } = await import('#ingest/remove-document.ts')
        const stores = { graph: await app.graph(), vectors: await app.vectors() }
        const isRemoved = await withWriteLock(app.config.dataFolder, () => removeDocument(id, stores), { signal })
        if (!isRemoved) throw unknownDocument(id)
        output.json({ removed: id })
        output.line(`Removed ${id}, with the tasks, traces and pairs made from it.`)
        return exitStatus.done
      }),
    )
}

function unknownDocument(id: string): NacreError {
  return new NacreError('not-found', `There is no document ${id}. "nacre docs ls" lists them.`)
}
