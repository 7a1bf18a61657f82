import type { IngestSummary } from '#ingest/ingest.ts'
import type { IngestEvent } from '#ingest/ingest-event.ts'
import { withWriteLock } from '#src/write-lock.ts'
import type { CommandContext } from './run-command.ts'

/** Ingests paths as the only writer of the data folder, with progress on stderr and one event a document in JSON mode. */
export async function ingestWithProgress(
  paths: readonly string[],
  { app, output, signal }: CommandContext,
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
  try {
    return await withWriteLock(
      app.config.dataFolder,
      () =>
        ingest(
          sources,
          { graph, vectors, embedder, extract },
          {
            signal,
            allowPrivate: app.config.allowPrivateUrls,
            onEvent: (event) => {
              output.event(toWireEvent(event))
              bar.update(event.filesDone, event.filesTotal, event.source)
            },
          },
        ),
      { signal, onWait: () => output.note('Another nacre is writing to this data folder; waiting for it to end …') },
    )
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

/** Names as all our JSON writes them: `filesDone` becomes `files_done`. */
function toWireEvent(event: IngestEvent): { readonly event: string } & Readonly<Record<string, unknown>> {
  const renamed = Object.entries(event).map(([key, value]) => [
    key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    value,
  ])
  return { event: event.event, ...Object.fromEntries(renamed) }
}
