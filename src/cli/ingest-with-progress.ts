import { join, resolve } from 'node:path'
import type { GraphStore } from '#graph/graph-store.ts'
import type { FailedSource } from '#ingest/failed-sources.ts'
import type { ingest as Ingest, IngestSummary } from '#ingest/ingest.ts'
import type { IngestEvent } from '#ingest/ingest-event.ts'
import type { OlderVersion } from '#ingest/replacements.ts'
import { withWriteLock } from '#src/write-lock.ts'
import type { CommandContext } from './run-command.ts'

export interface IngestWishes {
  /** For every document that is read. */
  readonly tags?: readonly string[]
  /** Whether what fails is put on record to be tried again; it is where not said otherwise. */
  readonly isRecorded?: boolean
  /** Which documents each file replaces, found when the work begins. */
  readonly findOlder?: (graph: GraphStore) => Promise<(file: string) => readonly OlderVersion[]>
}

/** The record of what could not be read. */
export function failuresPath(dataFolder: string): string {
  return join(dataFolder, 'failures.json')
}

/**
 * Ingests sources as the only writer of the data folder, with progress on stderr and one event a document in JSON mode;
 * keeps the record of what could not be read.
 */
export async function ingestWithProgress(
  paths: readonly string[],
  { app, output, signal }: CommandContext,
  { tags = [], findOlder, isRecorded = true }: IngestWishes = {},
): Promise<IngestSummary> {
  const { findSources } = await import('#ingest/load/find-sources.ts')
  const { ingest } = await import('#ingest/ingest.ts')
  const { createExtractor } = await import('#ingest/extract/create-extractor.ts')

  const sources = await findSources(paths)
  const [graph, vectors, embedder] = await Promise.all([app.graph(), app.vectors(), app.embedder()])
  const byModel = { accepted: 0, refused: 0, silentChunks: 0 }
  const extract =
    app.config.extract === 'llm'
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
  const bar = output.progress('Reading')
  const run = async (): Promise<IngestSummary> => {
    const olderVersions = await findOlder?.(graph)
    return withFailureRecord(failuresPath(app.config.dataFolder), { tags, isRecorded }, (onEvent) =>
      ingest(
        sources,
        { graph, vectors, embedder, extract },
        {
          signal,
          allowPrivate: app.config.allowPrivateUrls,
          metadata: { tags },
          ...(olderVersions !== undefined && { olderVersions }),
          onEvent: (event) => {
            onEvent(event)
            output.event(toWireEvent(event))
            if (event.event === 'note') output.note(`${event.source}: ${event.message}`)
            bar.update(event.filesDone, event.filesTotal, event.source)
          },
        },
      ),
    )
  }
  try {
    return await withWriteLock(app.config.dataFolder, run, {
      signal,
      onWait: () => output.note('Another nacre is writing to this data folder; waiting for it to end …'),
    })
  } finally {
    bar.end()
    if (app.config.extract === 'llm') {
      output.note(
        `The model's relations: ${byModel.accepted} stand in the text and were added, ${byModel.refused} do not and were ` +
          `left out; ${byModel.silentChunks} chunks rest on the rules alone.`,
      )
    }
  }
}

/** Also a run that is interrupted leaves on record what it met. */
async function withFailureRecord(
  path: string,
  { tags, isRecorded }: { readonly tags: readonly string[]; readonly isRecorded: boolean },
  run: (onEvent: (event: IngestEvent) => void) => ReturnType<typeof Ingest>,
): Promise<IngestSummary> {
  const { recordFailedSources } = await import('#ingest/failed-sources.ts')
  const { sourceKind } = await import('#ingest/load/source-kind.ts')
  const failed: FailedSource[] = []
  const wasRead = new Set<string>()
  const fromOf = (source: string): string =>
    sourceKind(source) === 'path' ? resolve(fileOf(source)) : sourceKind(source) === 'arxiv' ? source : fileOf(source)
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

/** Names as all our JSON writes them: `filesDone` becomes `files_done`. */
function toWireEvent(event: IngestEvent): { readonly event: string } & Readonly<Record<string, unknown>> {
  const renamed = Object.entries(event).map(([key, value]) => [
    key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    value,
  ])
  return { event: event.event, ...Object.fromEntries(renamed) }
}
