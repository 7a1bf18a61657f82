import { z } from 'zod'
import { sha256 } from '#core/id.ts'
import { NacreError } from '#core/errors.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { Retriever } from '#graph/retrieve/create-retriever.ts'
import { fenceDocumentText } from '#models/fence-document-text.ts'

/** A tool that only reads. `run` gives text for the model; what it has shown of the corpus is told by `onChunk`. */
export interface ReadTool {
  readonly name: 'search' | 'get_chunk' | 'neighbours' | 'path'
  readonly description: string
  readonly schema: z.ZodObject<Record<string, z.ZodString>>
  run(input: Readonly<Record<string, string>>): Promise<string>
}

const passagesShown = 5
const edgesShown = 12
const pathsShown = 2

/**
 * What an agent may do: search the corpus, read a passage, look at what is beside a thing in the graph and at the way from one
 * thing to another. Nothing writes, opens files or the network. All text of documents is fenced and neutralised; an error of a
 * tool is told to the model in words, so that it can try something else.
 */
export function createReadTools(
  { graph, retriever }: { readonly graph: GraphStore; readonly retriever: Retriever },
  options: { signal?: AbortSignal; onChunk: (chunkId: string) => void },
): readonly ReadTool[] {
  const cancel = options.signal === undefined ? {} : { signal: options.signal }
  const show = (chunkId: string, title: string, text: string): string => {
    options.onChunk(chunkId)
    return `Passage ${chunkId} from "${title}":\n${fenceDocumentText(text, { nonce: sha256(text).slice(0, 6) })}`
  }
  const tools: readonly ReadTool[] = [
    {
      name: 'search',
      description: 'Finds passages of the corpus for a question or keywords.',
      schema: z.object({ query: z.string() }),
      run: async ({ query = '' }) => {
        const hits = await retriever.search(query, { mode: 'hybrid', limit: passagesShown, ...cancel })
        return hits.map(({ chunkId, title, text }) => show(chunkId, title, text)).join('\n\n') || 'Nothing was found.'
      },
    },
    {
      name: 'get_chunk',
      description: 'Reads one passage by its id, as "search" gives it.',
      schema: z.object({ id: z.string() }),
      run: async ({ id = '' }) => {
        const chunk = (await graph.getChunks([id])).get(id)
        if (chunk === undefined) return `There is no passage ${id}. "search" gives ids.`
        const title = (await graph.documentTitles([chunk.documentId])).get(chunk.documentId) ?? ''
        return show(chunk.id, title, chunk.text)
      },
    },
    {
      name: 'neighbours',
      description:
        'Tells what the graph knows of a material, property, process or other thing: its relations, with a sentence each.',
      schema: z.object({ name: z.string() }),
      run: async ({ name = '' }) => {
        const [entity] = await graph.findEntities(name, { limit: 1 })
        if (entity === undefined) return `The graph knows nothing called "${name}".`
        const edges = await graph.neighbours(entity.id, { limit: edgesShown, evidenceLimit: 1 })
        return edges
          .map(({ entity: other, relation, direction, evidence }) => {
            for (const { chunkId } of evidence) options.onChunk(chunkId)
            const [subject, object] = direction === 'out' ? [entity.name, other.name] : [other.name, entity.name]
            const said = evidence[0]?.sentence ?? ''
            return `[${subject}] -[${relation.type}]-> [${object}]\n${fenceDocumentText(said, { nonce: sha256(said).slice(0, 6) })}`
          })
          .join('\n')
      },
    },
    {
      name: 'path',
      description:
        'Tells how two things hang together: the shortest ways from one to the other in the graph, with sentences.',
      schema: z.object({ from: z.string(), to: z.string() }),
      run: async ({ from = '', to = '' }) => {
        const { paths } = await retriever.paths(from, to, { limit: pathsShown })
        if (paths.length === 0) return `No way leads from "${from}" to "${to}".`
        return paths
          .map(({ entities, steps }) => {
            const sentences = steps.flatMap((relations) => relations.flatMap(({ evidence }) => evidence.slice(0, 1)))
            for (const { chunkId } of sentences) options.onChunk(chunkId)
            const text = sentences.map(({ sentence }) => sentence).join('\n')
            return `${entities.map(({ name }) => name).join(' → ')}\n${fenceDocumentText(text, { nonce: sha256(text).slice(0, 6) })}`
          })
          .join('\n\n')
      },
    },
  ]
  return tools.map((tool) => ({ ...tool, run: (input) => tool.run(input).catch(tellTheModel) }))
}

/** A wrong name or an empty query is for the model to mend; all else ends the answer. */
function tellTheModel(error: unknown): string {
  if (error instanceof NacreError && (error.code === 'not-found' || error.code === 'invalid-input'))
    return error.message
  throw error
}
