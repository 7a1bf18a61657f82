import { join } from 'node:path'
import type { Document } from '#core/document.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { openLanceDbVectorStore } from '#graph/lancedb/lancedb-vector-store.ts'
import type { VectorStore } from '#graph/vector-store.ts'
import { createDocumentWriter } from '#ingest/document-writer.ts'
import { createExtractor } from '#ingest/extract/create-extractor.ts'
import { prepareDocument } from '#ingest/prepare-document.ts'
import { removeDocument } from '#ingest/remove-document.ts'
import type { Embedder } from '#models/embedder.ts'

/** Real stores, and the ways in which the product changes them. */
export interface CorpusStores {
  readonly graph: GraphStore
  readonly vectors: VectorStore
  /** Splits, embeds, extracts and writes, as an ingest does with each document. */
  add(document: Document, options?: { readonly replaces?: readonly string[] }): Promise<void>
  /** The same, killed after the vectors were written and before the document became visible. */
  addHalf(document: Document): Promise<void>
  remove(documentId: string): Promise<void>
  /** All that is known: the graph's canonical dump and the ids of the vectors. */
  dump(): Promise<readonly string[]>
}

const extract = createExtractor({ mode: 'rules' })

/** Opens real stores around a graph and a folder for vectors. */
export async function openCorpusStores(graph: GraphStore, folder: string, embedder: Embedder): Promise<CorpusStores> {
  const { id: embedderId, dimensions } = embedder
  const vectors = await openLanceDbVectorStore({ folder: join(folder, 'vectors'), embedderId, dimensions })
  const write = async (
    document: Document,
    stores: { graph: GraphStore; vectors: VectorStore },
    replaces: readonly string[] = [],
  ): Promise<void> => {
    const writer = createDocumentWriter(stores, () => undefined)
    await writer.add({ ...(await prepareDocument(document, { ...stores, embedder, extract })), replaces })
    await writer.flush()
  }
  return {
    graph,
    vectors,
    add: (document, { replaces } = {}) => write(document, { graph, vectors }, replaces),
    addHalf: async (document) => {
      const dies: GraphStore = { ...graph, putDocument: () => Promise.reject(new Error('killed')) }
      await write(document, { graph: dies, vectors }).catch((error: Error) => {
        if (error.message !== 'killed') throw error
      })
    },
    remove: async (documentId) => void (await removeDocument(documentId, { graph, vectors })),
    dump: async () => [...(await Array.fromAsync(graph.dump())), ...(await vectors.ids())],
  }
}
