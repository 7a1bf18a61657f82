import { z } from 'zod'
import { NacreError } from '#core/errors.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { etagOf } from '#src/api/handle-route.ts'
import { idParams } from '#src/api/id-params.ts'
import { longPage, nextCursor, pageQuery, readCursor, writeCursor } from '#src/api/paging.ts'
import { RequestError } from '#src/api/problem.ts'
import { defineRoute, type Route } from '#src/api/route.ts'
import type { App } from '#src/app.ts'
import { withWriteLock } from '#src/write-lock.ts'
import {
  chunkSchema,
  contentSchema,
  documentLineSchema,
  documentSchema,
  toDocumentLine,
  toWireChunk,
  toWireContent,
  toWireDocument,
} from '#src/wire/documents.ts'
import { provenanceSchema, toProvenance } from '#src/wire/provenance.ts'
import { subGraphSchema, toSubGraph } from '#src/wire/sub-graph.ts'

/** The documents that were read. */
export const documentRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/documents',
    id: 'listDocuments',
    summary: 'The documents that are ready, by title.',
    scope: 'read',
    query: z.strictObject({
      ...pageQuery,
      limit: longPage,
      tag: z.array(z.string().min(1).max(200)).max(20).optional(),
    }),
    reply: z.object({ documents: z.array(documentLineSchema), total: z.number().int(), next_cursor: nextCursor }),
    handle: async ({ app, query }) => {
      const wanted = query.tag ?? []
      const all = (await (await app.graph()).listDocuments()).filter(({ tags = [] }) =>
        wanted.every((tag) => tags.includes(tag)),
      )
      const [title = '', id = ''] = readCursor(query.cursor)?.split('\u0000') ?? []
      const isAfter = (one: { title: string; id: string }) => one.title > title || (one.title === title && one.id > id)
      const rest = query.cursor === undefined ? all : all.filter(isAfter)
      const documents = rest.slice(0, query.limit)
      const last = documents.at(-1)
      const isLast = documents.length === rest.length || last === undefined
      const next = isLast ? null : writeCursor(`${last.title}\u0000${last.id}`)
      return { documents: documents.map(toDocumentLine), total: all.length, next_cursor: next }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/documents/{id}',
    id: 'getDocument',
    summary: 'What is known of a document beside its text.',
    scope: 'read',
    params: idParams,
    reply: documentSchema,
    handle: async ({ app, params }) => describeDocument(await app.graph(), params.id),
  }),
  defineRoute({
    method: 'delete',
    path: '/v1/documents/{id}',
    id: 'deleteDocument',
    summary: 'Forgets a document and all that only it told. With If-Match: only where its ETag is still this one.',
    scope: 'ingest',
    params: idParams,
    reply: z.object({ removed: z.string() }),
    handle: async ({ app, params, header, signal }) => {
      const { removeDocument } = await import('#ingest/remove-document.ts')
      await requireVersion(app, params.id, header('If-Match'))
      const stores = { graph: await app.graph(), vectors: await app.vectors() }
      const isRemoved = await withWriteLock(app.config.dataFolder, () => removeDocument(params.id, stores), { signal })
      if (!isRemoved) throw unknownDocument(params.id)
      return { removed: params.id }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/documents/{id}/content',
    id: 'getContent',
    summary: 'The text of a document, and where its pages and sections lie in it.',
    scope: 'read',
    params: idParams,
    reply: contentSchema,
    handle: async ({ app, params }) => toWireContent(await requireDocument(await app.graph(), params.id)),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/documents/{id}/chunks',
    id: 'listChunks',
    summary: 'The passages of a document in order.',
    scope: 'read',
    params: idParams,
    query: z.strictObject(pageQuery),
    reply: z.object({ chunks: z.array(chunkSchema), total: z.number().int(), next_cursor: nextCursor }),
    handle: async ({ app, params, query }) => {
      const graph = await app.graph()
      const all = await graph.chunksOfDocument(params.id)
      if (all.length === 0) await requireDocument(graph, params.id)
      const start = Number.parseInt(readCursor(query.cursor) ?? '0', 10) || 0
      const end = start + query.limit
      const chunks = all.slice(Math.max(0, start), Math.max(0, end)).map(toWireChunk)
      return { chunks, total: all.length, next_cursor: end < all.length ? writeCursor(String(end)) : null }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/documents/{id}/graph',
    id: 'getDocumentGraph',
    summary: 'The things a document speaks of, the most mentioned first, and what it says of them.',
    scope: 'read',
    params: idParams,
    query: z.strictObject({ limit: z.int().min(1).max(1_000).default(200) }),
    reply: subGraphSchema,
    handle: async ({ app, params, query }) => {
      const graph = await app.graph()
      await requireDocument(graph, params.id)
      const chunkIds = (await graph.chunksOfDocument(params.id)).map(({ id }) => id)
      const mentioned = await graph.entitiesOfChunks(chunkIds)
      return toSubGraph(mentioned.values(), await graph.relationsOfChunks(chunkIds), query)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/documents/{id}/provenance',
    id: 'getProvenance',
    summary: 'Where a document comes from, and each statement read from it with its sentence.',
    scope: 'read',
    params: idParams,
    query: z.strictObject({ limit: z.int().min(1).max(2_000).default(500) }),
    reply: provenanceSchema,
    handle: async ({ app, params, query }) => {
      const graph = await app.graph()
      const document = await requireDocument(graph, params.id)
      const chunks = await graph.chunksOfDocument(params.id)
      const relations = await graph.relationsOfChunks(chunks.map(({ id }) => id))
      return toProvenance(toWireDocument(document, chunks.length), relations, query)
    },
  }),
]

async function describeDocument(graph: GraphStore, id: string) {
  const document = await requireDocument(graph, id)
  return toWireDocument(document, (await graph.chunksOfDocument(id)).length)
}

async function requireDocument(graph: GraphStore, id: string) {
  const document = await graph.getDocument(id)
  if (document === undefined) throw unknownDocument(id)
  return document
}

/** Refuses to change a document that is not the one the client has seen; `*` stands for any that is there. */
export async function requireVersion(app: App, id: string, ifMatch: string | undefined): Promise<void> {
  if (ifMatch === undefined) return
  const etag = etagOf(JSON.stringify(await describeDocument(await app.graph(), id)))
  if (ifMatch.trim() === '*') return
  const isSame = ifMatch.split(',').some((one) => one.trim() === etag)
  if (!isSame) throw new RequestError('precondition-failed', `The document ${id} is not at the version you have seen.`)
}

function unknownDocument(id: string): NacreError {
  return new NacreError('not-found', `There is no document ${id}. GET /v1/documents lists them.`)
}
