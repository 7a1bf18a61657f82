import type { DocumentLinks } from '#graph/graph-store.ts'
import { compressRows, type CompressedRows } from './compress-rows.ts'

/**
 * Passages, entities and relations of all documents as numbered nodes and edges in typed arrays. A document is added and
 * removed on its own; the rows are made anew from the arrays when they are next asked for after such a change.
 */
export interface GraphSnapshot {
  put(links: DocumentLinks): void
  /** False if the document is not there. */
  remove(documentId: string): boolean
  /** From now on these entities are the ones that they are merged into; what was merged before is no more. The same again costs nothing. */
  merge(mergedIds: ReadonlyMap<string, string>): void
  documentIds(): ReadonlySet<string>
  /** The number of a passage, entity or relation. Numbers of what is removed are given to others later. */
  nodeOf(id: string): number | undefined
  idOf(node: number): string
  isPassage(node: number): boolean
  /** Passages and entities: an edge of weight 1 for each passage that mentions an entity, and for each that states a relation. */
  rows(): CompressedRows
  /** Statements as parallel lists: in each, a passage states a relation between two entities. */
  relations(): RelationList
}

export interface RelationList {
  readonly subjects: Uint32Array
  readonly objects: Uint32Array
  readonly relations: Uint32Array
}

/** What a document brought in, as node numbers. */
interface Part extends RelationList {
  readonly passages: Uint32Array
  readonly mentionPassages: Uint32Array
  readonly mentionEntities: Uint32Array
}

export function createGraphSnapshot(): GraphSnapshot {
  const parts = new Map<string, Part>()
  const numbers = new Map<string, number>()
  const ids: string[] = []
  /** How many records speak of a node. */
  const uses: number[] = []
  const passages = new Set<number>()
  const free: number[] = []
  let merged: ReadonlyMap<string, string> = new Map()
  let made: { readonly rows: CompressedRows; readonly relations: RelationList } | undefined

  const use = (id: string): number => {
    let node = numbers.get(id)
    if (node === undefined) {
      node = free.pop() ?? ids.length
      numbers.set(id, node)
      ids[node] = id
      uses[node] = 0
    }
    uses[node]!++
    return node
  }
  const release = (node: number): void => {
    if (--uses[node]! > 0) return
    numbers.delete(ids[node]!)
    passages.delete(node)
    ids[node] = ''
    free.push(node)
  }

  function put({ documentId, chunks, relations }: DocumentLinks): void {
    if (parts.has(documentId)) return
    const mentions = chunks.flatMap(({ id, entityIds }) => entityIds.map((entityId) => ({ id, entityId })))
    const part = {
      passages: Uint32Array.from(chunks, ({ id }) => use(id)),
      mentionPassages: Uint32Array.from(mentions, ({ id }) => use(id)),
      mentionEntities: Uint32Array.from(mentions, ({ entityId }) => use(entityId)),
      subjects: Uint32Array.from(relations, ({ subjectId }) => use(subjectId)),
      objects: Uint32Array.from(relations, ({ objectId }) => use(objectId)),
      relations: Uint32Array.from(relations, ({ id }) => use(id)),
    }
    for (const node of part.passages) passages.add(node)
    parts.set(documentId, part)
    made = undefined
  }

  function remove(documentId: string): boolean {
    const part = parts.get(documentId)
    if (part === undefined) return false
    for (const nodes of Object.values(part) as Uint32Array[]) for (const node of nodes) release(node)
    parts.delete(documentId)
    made = undefined
    return true
  }

  function make(): { rows: CompressedRows; relations: RelationList } {
    const all = [...parts.values()]
    const into = Uint32Array.from(ids, (_, node) => node)
    for (const [fromId, intoId] of merged) {
      const from = numbers.get(fromId)
      if (from !== undefined) into[from] = numbers.get(intoId) ?? from
    }
    const entities = (nodes: Uint32Array): Uint32Array => nodes.map((node) => into[node]!)
    const relations = {
      subjects: entities(joined(all.map((part) => part.subjects))),
      objects: entities(joined(all.map((part) => part.objects))),
      relations: joined(all.map((part) => part.relations)),
    }
    const from = joined([...all.map((part) => part.mentionPassages), relations.subjects])
    const to = joined([entities(joined(all.map((part) => part.mentionEntities))), relations.objects])
    return { rows: compressRows({ nodes: ids.length, from, to }), relations }
  }

  return {
    put,
    remove,
    merge: (mergedIds) => {
      const isSame = mergedIds.size === merged.size && [...mergedIds].every(([from, into]) => merged.get(from) === into)
      if (isSame) return
      merged = mergedIds
      made = undefined
    },
    documentIds: () => new Set(parts.keys()),
    nodeOf: (id) => numbers.get(merged.get(id) ?? id),
    idOf: (node) => ids[node] ?? '',
    isPassage: (node) => passages.has(node),
    rows: () => (made ??= make()).rows,
    relations: () => (made ??= make()).relations,
  }
}

function joined(lists: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(lists.reduce((sum, list) => sum + list.length, 0))
  let at = 0
  for (const list of lists) {
    all.set(list, at)
    at += list.length
  }
  return all
}
