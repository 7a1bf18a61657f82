import type { Command } from 'commander'
import type { Document } from '#core/document.ts'
import { queryOfDocument } from '#graph/neo4j-browser/query-of-record.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { unknownDocument } from './unknown-document.ts'

/** `nacre docs show ID`. */
export function addDocsShow(docs: Command): void {
  docs
    .command('show')
    .description('a document, what is known of it, and its chunks')
    .argument('<id>', 'document id, from "nacre docs ls"')
    .action((id: string, _options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const graph = await app.graph()
        const document = await graph.getDocument(id)
        if (document === undefined) throw unknownDocument(id)
        const chunks = await graph.chunksOfDocument(id)
        const { text, mediaType, ...about } = document
        const { linkIntoNeo4j } = await import('#src/find-neo4j.ts')
        const link = await linkIntoNeo4j(app.config, () => queryOfDocument(id))
        output.json({
          ...about,
          media_type: mediaType,
          status: 'ready',
          characters: text.length,
          chunks: chunks.map((chunk) => ({ ...chunk, documentId: undefined, page: chunk.page ?? null })),
          ...(link !== undefined && { neo4j_browser_url: link.url }),
        })
        output.line(output.bold(document.title))
        for (const line of describe(document)) output.line(output.dim(line))
        for (const { heading, level } of document.sections ?? []) output.line(`${'  '.repeat(level)}${heading}`)
        for (const chunk of chunks) {
          output.line(
            `\n${output.dim(`${chunk.id}${chunk.page === undefined ? '' : `, page ${chunk.page}`}, ${chunk.tokens} tokens`)}`,
          )
          output.line(chunk.text)
        }
        if (link !== undefined) output.line(`\nOpen this in Neo4j Browser${link.note}: ${link.url}`)
        return exitStatus.done
      }),
    )
}

function describe({ source, mediaType, text, license, authors, year, doi, tags, references }: Document): string[] {
  const published = [authors?.join(', '), year, doi === undefined ? undefined : `doi:${doi}`].filter(Boolean).join('; ')
  const kept = [
    tags === undefined ? '' : `tags: ${tags.join(', ')}`,
    references === undefined ? '' : `${references.length} references`,
  ].filter((part) => part !== '')
  return [
    `${source}, ${mediaType}, ${text.length} characters, licence ${license ?? 'unknown'}`,
    published,
    kept.join('; '),
  ].filter((line) => line !== '')
}
