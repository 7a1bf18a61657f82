import { z } from 'zod'
import { NacreError } from '#core/errors.ts'
import { defineTool, type McpTool } from '#src/mcp/mcp-tool.ts'
import { chunkSchema, documentSchema, toWireChunk, toWireDocument } from '#src/wire/documents.ts'
import { truncatedSchema } from '#src/wire/graph-views.ts'

const idText = z.string().min(1).max(100)

export const documentTools: readonly McpTool[] = [
  defineTool({
    name: 'get_document',
    title: 'Read a document',
    description:
      'What is known of a document (title, licence, pages …) and a stretch of its text. Offsets are UTF-16 characters from the beginning.',
    scope: 'read',
    input: z.strictObject({
      document_id: idText,
      start: z.int().min(0).max(1e9).default(0),
      length: z.int().min(0).max(50_000).default(10_000),
    }),
    output: z.object({ document: documentSchema, start: z.int(), text: z.string(), truncated: truncatedSchema }),
    run: async ({ document_id: id, start, length }, { app }) => {
      const graph = await app.graph()
      const document = await graph.getDocument(id)
      if (document === undefined)
        throw new NacreError('not-found', `There is no document ${id}. The tool "search" tells the ids of documents.`)
      const chunks = (await graph.chunksOfDocument(id)).length
      const text = document.text.slice(start, start + length)
      const total = document.text.length
      const truncated = text.length < total ? { shown: text.length, total, by: 'start and length' } : null
      return { document: toWireDocument(document, chunks), start, text, truncated }
    },
  }),
  defineTool({
    name: 'get_chunk',
    title: 'Read a passage',
    description: 'One passage of a document by its id, with the title of the document and where it stands.',
    scope: 'read',
    input: z.strictObject({ chunk_id: idText }),
    output: chunkSchema.extend({ title: z.string() }),
    run: async ({ chunk_id: id }, { app }) => {
      const graph = await app.graph()
      const chunk = (await graph.getChunks([id])).get(id)
      if (chunk === undefined)
        throw new NacreError('not-found', `There is no passage ${id}. The tool "search" tells the ids of passages.`)
      const titles = await graph.documentTitles([chunk.documentId])
      return { ...toWireChunk(chunk), title: titles.get(chunk.documentId) ?? '' }
    },
  }),
  defineTool({
    name: 'add_document',
    title: 'Add a document',
    description:
      'Gives the corpus a document: a text in Markdown with its title, or an address. It is read by a worker; the reply names the job.',
    scope: 'ingest',
    isWriting: true,
    input: z.strictObject({
      title: z.string().max(200).default('Text'),
      text: z.string().max(900_000).default(''),
      url: z
        .url({ protocol: /^https?$/ })
        .max(2_000)
        .optional(),
    }),
    output: z.object({ job_id: z.string(), state: z.string() }),
    run: async ({ title, text, url }, { app }) => {
      if ((url === undefined) === (text.trim() === ''))
        throw new NacreError('invalid-input', 'Expected either a text or an address of a document.')
      const { keepText, nameOfText } = await import('#src/upload-folder.ts')
      const source = url ?? (await keepText(text, app.config.dataFolder))
      const names = url === undefined ? { [source]: nameOfText(title) } : {}
      const job = await (await app.jobs()).add({ kind: 'ingest', input: { sources: [source], names, tags: [] } })
      return { job_id: job.id, state: job.state }
    },
  }),
]
