import type { GraphStore, RecordKind, RecordKinds } from './graph-store.ts'

const pageSize = 200

/** Every record of a kind, in order of id, page by page. */
export async function* listAll<K extends RecordKind>(
  graph: Pick<GraphStore, 'listRecords'>,
  kind: K,
): AsyncGenerator<RecordKinds[K]> {
  let after: string | undefined
  for (;;) {
    const page = await graph.listRecords(kind, { limit: pageSize, ...(after === undefined ? {} : { after }) })
    yield* page
    after = page.at(-1)?.id
    if (page.length < pageSize) return
  }
}
