import type { IngestSummary } from '#ingest/ingest.ts'
import type { IngestEvent } from '#ingest/ingest-event.ts'
import { ingestSources, type IngestWishes } from '#src/ingest-sources.ts'
import { describeCounts } from './describe-counts.ts'
import type { CommandContext } from './run-command.ts'

/** Ingests what paths stand for, with progress on stderr and one event a document in JSON mode. */
export async function ingestWithProgress(
  paths: readonly string[],
  { app, output, signal }: CommandContext,
  wishes: IngestWishes = {},
): Promise<IngestSummary> {
  const { findSources } = await import('#ingest/load/find-sources.ts')
  const { createIngestTally } = await import('#ingest/tally-ingest.ts')
  const sources = await findSources(paths)
  const bar = output.progress('Reading')
  const tally = createIngestTally()
  try {
    const { summary, byModel } = await ingestSources(sources, app, {
      ...wishes,
      signal,
      onWait: () => output.note('Another nacre is writing to this data folder; waiting for it to end …'),
      onEvent: (event) => {
        output.event(toWireEvent(event))
        if (event.event === 'note') output.note(`${event.source}: ${event.message}`)
        const words = [describeCounts({ ...tally(event) }), event.source].filter((text) => text !== '')
        bar.update(event.filesDone, event.filesTotal, words.join(': '))
      },
    })
    if (byModel !== undefined) {
      output.note(
        `The model's relations: ${byModel.accepted} stand in the text and were added, ${byModel.refused} do not and were ` +
          `left out; ${byModel.silentChunks} chunks rest on the rules alone.`,
      )
    }
    return summary
  } finally {
    bar.end()
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
