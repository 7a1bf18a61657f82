import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { contentWords } from '#agents/verify/content-words.ts'
import type { Chunk } from '#core/chunk.ts'
import { NacreError } from '#core/errors.ts'
import { sha256 } from '#core/id.ts'
import type { App } from './app.ts'
import { withWriteLock } from './write-lock.ts'

/** Where tasks begin, instead of random passages; one of the two. */
export interface SeedChoice {
  /** Passages of the corpus on this. */
  readonly topic?: string
  /** This text itself; it is read into the corpus first, so that its tasks can cite it and go with it. */
  readonly text?: string
}

/** Passages that a topic brings at most. */
const passagesOfTopic = 40
/** Below this cosine of topic and passage (all-MiniLM-L6-v2) a passage that shares no word with the topic is off it. */
const lowestCosine = 0.3

/**
 * The passages that a choice names, nearest or first first; undefined where nothing is chosen. Errors: `not-found` (a topic
 * that matches nothing), `invalid-input` (an empty topic or text, both at once).
 */
export async function chooseSeeds(
  { topic, text }: SeedChoice,
  app: App,
  options: { signal?: AbortSignal } = {},
): Promise<readonly Chunk[] | undefined> {
  if (topic !== undefined && text !== undefined) {
    throw new NacreError('invalid-input', 'Expected a topic or a text, got both. Leave one out.')
  }
  if (topic !== undefined) return passagesOn(topic, app, options)
  return text === undefined ? undefined : passagesOf(text, app, options)
}

async function passagesOn(topic: string, app: App, options: { signal?: AbortSignal }): Promise<readonly Chunk[]> {
  if (topic.trim() === '') throw new NacreError('invalid-input', 'Expected a topic, got an empty text.')
  const retriever = await app.retriever()
  const hits = await retriever.search(topic, { mode: 'hybrid', limit: passagesOfTopic, ...options })
  const words = new Set(contentWords(topic))
  const onTopic = hits.filter(
    ({ title, text, why }) =>
      why.some((reason) => reason.kind === 'vector' && reason.cosine >= lowestCosine) ||
      contentWords(`${title} ${text}`).some((word) => words.has(word)),
  )
  const chunks = await (await app.graph()).getChunks(onTopic.map(({ chunkId }) => chunkId))
  if (chunks.size === 0) {
    throw new NacreError(
      'not-found',
      `Nothing in the corpus is about "${topic}". Name another topic, or read documents on it with "nacre ingest".`,
    )
  }
  return onTopic.flatMap(({ chunkId }) => chunks.get(chunkId) ?? [])
}

async function passagesOf(text: string, app: App, options: { signal?: AbortSignal }): Promise<readonly Chunk[]> {
  if (text.trim() === '') throw new NacreError('invalid-input', 'Expected a text to ask about, got an empty one.')
  const { findSources } = await import('#ingest/load/find-sources.ts')
  const { ingest } = await import('#ingest/ingest.ts')
  const { createExtractor } = await import('#ingest/extract/create-extractor.ts')
  const folder = join(app.config.dataFolder, 'texts')
  const path = join(folder, `${sha256(text).slice(0, 16)}.txt`)
  await mkdir(folder, { recursive: true })
  await writeFile(path, text)
  const [graph, vectors, embedder] = await Promise.all([app.graph(), app.vectors(), app.embedder()])
  const read: string[] = []
  const summary = await withWriteLock(
    app.config.dataFolder,
    async () =>
      ingest(
        await findSources([path]),
        { graph, vectors, embedder, extract: createExtractor({ mode: 'rules' }) },
        {
          ...options,
          onEvent: (event) => {
            if (event.event === 'document' || event.event === 'skipped') read.push(event.documentId)
          },
        },
      ),
    options,
  )
  const [failure] = summary.failed
  if (failure !== undefined) throw new NacreError('invalid-input', `The text cannot be read: ${failure.message}`)
  const chunks = await Promise.all(read.map((id) => graph.chunksOfDocument(id)))
  return chunks.flat()
}
