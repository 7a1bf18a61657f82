import { resolve } from 'node:path'
import type { DocumentSummary } from '#core/document.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { fileOf } from '#src/ingest-sources.ts'

/** The documents that each file gave so far, whatever way its path was written. */
export async function findOlderVersions(graph: GraphStore): Promise<(file: string) => readonly DocumentSummary[]> {
  const byFile = Map.groupBy(await graph.listDocuments(), ({ source }) => resolve(fileOf(source)))
  return (file) => byFile.get(resolve(file)) ?? []
}
