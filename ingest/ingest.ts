import type { Document } from '#core/document.ts'
import { NacreError, type ErrorCode } from '#core/errors.ts'
import { countDocument } from './count-document.ts'
import { createDocumentWriter } from './document-writer.ts'
import { createTeller, type IngestEvent } from './ingest-event.ts'
import type { Sources } from './load/find-sources.ts'
import type { LoadFailure } from './load/load-result.ts'
import { loadDocuments, type LoadOptions } from './load/load-documents.ts'
import { createReplacements, type OlderVersion } from './replacements.ts'
import { removeDocument } from './remove-document.ts'
import { prepareDocument, type IngestDependencies, type PreparedDocument } from './prepare-document.ts'

/** What a run added. */
export interface IngestSummary {
  /** Documents that were not there before, and their chunks. */
  readonly documents: number
  readonly chunks: number
  /** How many more the graph has than before the run: what was known already is not counted again. */
  readonly entities: number
  readonly relations: number
  readonly quantities: number
  /** Documents that were there already. */
  readonly skipped: number
  readonly failed: readonly Failure[]
}

type Failure = Pick<LoadFailure, 'source' | 'code' | 'message'>

/** These concern one document; all other failures would meet the next one, too, and end the run. */
const ofOneDocument: ReadonlySet<ErrorCode> = new Set(['invalid-input', 'invalid-model-output'])

/**
 * Reads sources into the stores: load, split, embed, extract, write, document by document, in constant memory. Documents
 * that are there already are skipped, so the same call finishes what an interrupted one began. A source that cannot be
 * read is a failure in the summary. Throws what would stop every document: `unavailable`, `budget-exceeded`, `cancelled`.
 */
export async function ingest(
  sources: Sources,
  dependencies: IngestDependencies,
  options: Omit<LoadOptions, 'isKnown'> & {
    onEvent?: (event: IngestEvent) => void
    /** The older versions of a file, which go as soon as all of it is there; they stay where any of it cannot be read. */
    olderVersions?: (file: string) => readonly OlderVersion[]
  } = {},
): Promise<IngestSummary> {
  const { graph, vectors } = dependencies
  const before = await graph.stats()
  // More vectors than chunks are what a killed run left behind: only then is it worth asking for each chunk.
  const areNew = (await vectors.count()) === before.chunks
  const tally = { documents: 0, chunks: 0, skipped: 0 }
  const failed: Failure[] = []
  const tell = createTeller(sources.files.length, options.onEvent)
  const isKnown = async (id: string): Promise<boolean> => (await graph.hasDocuments([id])).has(id)
  const writer = createDocumentWriter(dependencies, tellWritten)
  // One document is written while the next is embedded.
  let writing = Promise.resolve()
  const replacements = createReplacements(options.olderVersions ?? (() => []))
  let filesDone = 0

  for (const failure of sources.failed) fail(failure)
  try {
    for await (const loaded of loadDocuments(sources.files, { ...options, isKnown })) {
      const filesBefore = filesDone
      filesDone = loaded.fileIndex + loaded.fileShare
      await removeOlder(replacements.enter(sources.files[loaded.fileIndex]))
      if (!loaded.ok) fail(loaded)
      else if (loaded.isKnown) skip(loaded.source, loaded.documentId)
      else {
        for (const message of loaded.notes ?? []) tell(loaded.document.source, filesBefore, { event: 'note', message })
        await read(loaded.document, filesBefore, loaded.fileShare === 1)
      }
    }
    await removeOlder(replacements.enter(undefined))
  } finally {
    // What is ready is not lost by what ends the run.
    await writing
    await writer.flush()
  }
  // Also where nothing was added: a run before this one may have been killed before it came to this.
  await vectors.optimize()

  const after = await graph.stats()
  return {
    ...tally,
    entities: after.entities - before.entities,
    relations: after.relations - before.relations,
    quantities: after.quantities - before.quantities,
    failed,
  }

  async function read(loaded: Document, filesBefore: number, isLastOfFile: boolean): Promise<void> {
    const { id: documentId, title, source } = loaded
    const tags = [...new Set([...(loaded.tags ?? []), ...replacements.tags()])].sort()
    const document = tags.length === 0 ? loaded : { ...loaded, tags }
    // Two files with the same bytes: the second was parsed before the first was written.
    if (writer.holds(documentId) || (await isKnown(documentId))) return skip(source, documentId)
    tell(source, filesBefore, { event: 'start', documentId, title, pages: document.pages.length })
    const onProgress = (chunksDone: number, chunks: number): void => {
      const part = chunks === 0 ? 0 : (filesDone - filesBefore) * (chunksDone / chunks)
      tell(source, filesBefore + part, { event: 'chunks', documentId, chunksDone, chunks })
    }
    let prepared
    try {
      prepared = await prepareDocument(document, dependencies, { ...options, onProgress, areNew })
    } catch (error) {
      if (!(error instanceof NacreError) || !ofOneDocument.has(error.code)) throw error
      return fail({ source, code: error.code, message: error.message })
    }
    replacements.keep(documentId)
    await writing
    writing = writer.add({ ...prepared, ...(isLastOfFile && { replaces: replacements.take() }) })
    // Thrown where it is awaited.
    writing.catch(() => undefined)
  }

  /** Those whose last document was there already: the others have gone with it. */
  async function removeOlder(documentIds: readonly string[]): Promise<void> {
    if (documentIds.length === 0) return
    await writing
    await writer.flush()
    for (const id of documentIds) await removeDocument(id, dependencies)
  }

  function tellWritten(prepared: PreparedDocument, result: 'created' | 'unchanged'): void {
    const { id: documentId, title, source } = prepared.document
    const counts = countDocument(prepared)
    if (result === 'unchanged') return skip(source, documentId)
    tally.documents++
    tally.chunks += counts.chunks
    tell(source, filesDone, { event: 'document', documentId, title, ...counts })
  }

  function skip(source: string, documentId: string): void {
    tally.skipped++
    replacements.keep(documentId)
    tell(source, filesDone, { event: 'skipped', documentId })
  }

  function fail({ source, code, message }: Failure): void {
    failed.push({ source, code, message })
    replacements.keepAll()
    tell(source, filesDone, { event: 'failed', code, message })
  }
}
