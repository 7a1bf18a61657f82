import { join, resolve } from 'node:path'
import type { GraphStore } from '#graph/graph-store.ts'
import type { FailedSource } from '#ingest/failed-sources.ts'
import type { ingest as Ingest, IngestSummary } from '#ingest/ingest.ts'
import type { IngestEvent } from '#ingest/ingest-event.ts'
import type { Sources } from '#ingest/load/find-sources.ts'
import type { OlderVersion } from '#ingest/replacements.ts'
import type { App } from './app.ts'
import { withWriteLock } from './write-lock.ts'

export interface IngestWishes {
  /** For every document that is read. */
  readonly tags?: readonly string[]
  /** Whether what fails is put on record to be tried again; it is where not said otherwise. */
  readonly isRecorded?: boolean
  /** Which documents each file replaces, found when the work begins. */
  readonly findOlder?: (graph: GraphStore) => Promise<(file: string) => readonly OlderVersion[]>
  /** What a file is called in records and messages, where that is not its path. */
  readonly nameOf?: (file: string) => string
}

/** What came of the relations that a model proposed (`extract: llm`). */
export interface ModelRelations {
  readonly accepted: number
  readonly refused: number
  /** Chunks of which the model said nothing that could be read. */
  readonly silentChunks: number
}

/** The record of what could not be read. */
export function failuresPath(dataFolder: string): string {
  return join(dataFolder, 'failures.json')
}

/** Ingests sources as the only writer of the data folder; keeps the record of what could not be read. */
export async function ingestSources(
  sources: Sources,
  app: App,
  options: IngestWishes & {
    readonly signal?: AbortSignal
    readonly onEvent?: (event: IngestEvent) => void
    /** Another process is writing; this one waits. */
    readonly onWait?: () => void
  } = {},
): Promise<{ readonly summary: IngestSummary; readonly byModel?: ModelRelations }> {
  const { tags = [], findOlder, isRecorded = true, nameOf, signal } = options
  const { ingest } = await import('#ingest/ingest.ts')
  const { createExtractor } = await import('#ingest/extract/create-extractor.ts')
  const [graph, vectors, embedder] = await Promise.all([app.graph(), app.vectors(), app.embedder()])
  const byModel = { accepted: 0, refused: 0, silentChunks: 0 }
  const isByModel = app.config.extract === 'llm'
  const extract = isByModel
    ? createExtractor({
        mode: 'llm',
        model: await app.reasoner(),
        onReport: (_, { accepted, refused, failures }) => {
          byModel.accepted += accepted
          byModel.refused += Object.values(refused).reduce((sum, count) => sum + count, 0)
          byModel.silentChunks += failures.length
        },
      })
    : createExtractor({ mode: 'rules' })
  const cancel = signal === undefined ? {} : { signal }
  const run = async (): Promise<IngestSummary> => {
    const olderVersions = await findOlder?.(graph)
    const fileNamed = new Map(sources.files.map((file) => [nameOf?.(file) ?? file, file]))
    return withFailureRecord(failuresPath(app.config.dataFolder), { tags, isRecorded, fileNamed }, (onEvent) =>
      ingest(
        sources,
        { graph, vectors, embedder, extract },
        {
          ...cancel,
          allowPrivate: app.config.allowPrivateUrls,
          metadata: { tags },
          ...(nameOf !== undefined && { nameOf }),
          ...(olderVersions !== undefined && { olderVersions }),
          onEvent: (event) => {
            onEvent(event)
            options.onEvent?.(event)
          },
        },
      ),
    )
  }
  const summary = await withWriteLock(app.config.dataFolder, run, {
    ...cancel,
    ...(options.onWait !== undefined && { onWait: options.onWait }),
  })
  return isByModel ? { summary, byModel } : { summary }
}

/** Also a run that is interrupted leaves on record what it met. */
async function withFailureRecord(
  path: string,
  {
    tags,
    isRecorded,
    fileNamed,
  }: {
    readonly tags: readonly string[]
    readonly isRecorded: boolean
    /** The file behind what it is called. */
    readonly fileNamed: ReadonlyMap<string, string>
  },
  run: (onEvent: (event: IngestEvent) => void) => ReturnType<typeof Ingest>,
): Promise<IngestSummary> {
  const { recordFailedSources } = await import('#ingest/failed-sources.ts')
  const { sourceKind } = await import('#ingest/load/source-kind.ts')
  const failed: FailedSource[] = []
  const wasRead = new Set<string>()
  const fromOf = (source: string): string => {
    const file = fileNamed.get(fileOf(source)) ?? fileNamed.get(source) ?? source
    return sourceKind(file) === 'path' ? resolve(fileOf(file)) : sourceKind(file) === 'arxiv' ? file : fileOf(file)
  }
  try {
    return await run((event) => {
      const { source } = event
      if (event.event === 'document' || event.event === 'skipped') wasRead.add(fromOf(source))
      if (event.event !== 'failed') return
      const { code, message } = event
      const failure = { source, from: fromOf(source), code, message, failedAt: new Date().toISOString() }
      failed.push(tags.length === 0 ? failure : { ...failure, tags: [...tags] })
    })
  } finally {
    await recordFailedSources(path, { failed: isRecorded ? failed : [], wasRead: ({ from }) => wasRead.has(from) })
  }
}

/** A line of a file is read with its file. */
export function fileOf(source: string): string {
  return source.replace(/#\d+$/, '')
}
