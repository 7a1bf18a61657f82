import type { DocumentCounts, IngestEvent } from './ingest-event.ts'

/** How much a run has read so far. What two documents both tell counts twice: that it is known already shows only in the graph. */
export interface IngestCounts extends DocumentCounts {
  readonly documents: number
  readonly pages: number
  /** Documents that were there before. */
  readonly skipped: number
  readonly failed: number
}

/** Adds up the events of a run; a document that is being read counts with its pages and the chunks that are embedded. */
export function createIngestTally(): (event: IngestEvent) => IngestCounts {
  let sum: IngestCounts = {
    documents: 0,
    pages: 0,
    chunks: 0,
    entities: 0,
    relations: 0,
    quantities: 0,
    skipped: 0,
    failed: 0,
  }
  /** Documents that were begun and are not written yet, by source: pages, and chunks embedded. */
  const begun = new Map<string, { pages: number; chunks: number }>()
  return (event) => {
    const { source } = event
    if (event.event === 'start') begun.set(source, { pages: event.pages, chunks: 0 })
    else if (event.event === 'chunks') {
      const document = begun.get(source)
      if (document !== undefined) document.chunks = event.chunksDone
    } else if (event.event === 'document') {
      sum = {
        ...sum,
        documents: sum.documents + 1,
        pages: sum.pages + (begun.get(source)?.pages ?? 0),
        chunks: sum.chunks + event.chunks,
        entities: sum.entities + event.entities,
        relations: sum.relations + event.relations,
        quantities: sum.quantities + event.quantities,
      }
    } else if (event.event === 'skipped') sum = { ...sum, skipped: sum.skipped + 1 }
    else if (event.event === 'failed') sum = { ...sum, failed: sum.failed + 1 }
    if (event.event === 'document' || event.event === 'skipped' || event.event === 'failed') begun.delete(source)
    const now = [...begun.values()]
    return {
      ...sum,
      pages: now.reduce((pages, document) => pages + document.pages, sum.pages),
      chunks: now.reduce((chunks, document) => chunks + document.chunks, sum.chunks),
    }
  }
}
