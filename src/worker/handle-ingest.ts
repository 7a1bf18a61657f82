import { setTimeout as delay } from 'node:timers/promises'
import type { IngestSummary } from '#ingest/ingest.ts'
import { ingestSources, type IngestWishes } from '#src/ingest-sources.ts'
import type { JobHandler } from './job-handler.ts'

/** Files that are read before others get a turn at the data folder. */
const filesAtATime = 16
/** A result names so many of the documents that are there now. */
const mostIdsTold = 1_000
/** Longer than the pause between two tries of those who wait for the lock. */
const turnMs = 150

/** Reads sources in parts; after each part another writer of the data folder gets its turn. What is there already is skipped. */
export const handleIngest: JobHandler<'ingest'> = async (
  { sources, tags, names, replaces },
  { app, signal, onProgress },
) => {
  const { findSources } = await import('#ingest/load/find-sources.ts')
  const { createIngestTally } = await import('#ingest/tally-ingest.ts')
  const found = await findSources(sources)
  const total = found.files.length
  const tally = createIngestTally()
  const documentIds = new Set<string>()
  let sum: IngestSummary | undefined
  for (let start = 0; start < Math.max(total, 1); start += filesAtATime) {
    if (start > 0) await delay(turnMs)
    const files = found.files.slice(start, start + filesAtATime)
    const part = { ...found, files, failed: start === 0 ? found.failed : [] }
    const { summary } = await ingestSources(part, app, {
      tags,
      signal,
      nameOf: (file) => names[file] ?? file,
      ...(replaces !== undefined && { findOlder: findReplaced(replaces), isRecorded: false }),
      onEvent: (event) => {
        const { filesDone, source } = event
        if ((event.event === 'document' || event.event === 'skipped') && documentIds.size < mostIdsTold)
          documentIds.add(event.documentId)
        const detail = names[source] ?? source
        const share = total === 0 ? 1 : (start + filesDone) / total
        onProgress({ done: start + Math.floor(filesDone), total, detail, share, counts: { ...tally(event) } })
      },
    })
    sum = sum === undefined ? summary : add(sum, summary)
  }
  return { ...sum, documentIds: [...documentIds] }
}

/** The document that is replaced, where it is still there. */
function findReplaced(id: string): NonNullable<IngestWishes['findOlder']> {
  return async (graph) => {
    const older = await graph.getDocument(id)
    return () => (older === undefined ? [] : [older])
  }
}

function add(a: IngestSummary, b: IngestSummary): IngestSummary {
  return {
    documents: a.documents + b.documents,
    chunks: a.chunks + b.chunks,
    entities: a.entities + b.entities,
    relations: a.relations + b.relations,
    quantities: a.quantities + b.quantities,
    skipped: a.skipped + b.skipped,
    failed: [...a.failed, ...b.failed],
  }
}
