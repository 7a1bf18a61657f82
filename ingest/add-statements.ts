import type { Chunk } from '#core/chunk.ts'
import type { ChunkKnowledge, Relation } from '#core/knowledge.ts'
import { splitSentences } from '#core/split-sentences.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { VectorRow, VectorStore } from '#graph/vector-store.ts'
import type { Embedder } from '#models/embedder.ts'

/** What chunks state, as short sentences, by chunk. */
export type Statements = ReadonlyMap<string, readonly string[]>

/** Rows read back and written at a time. */
const rowsPerStep = 256
/** What stands together, or is joined by `of`, and no more. */
const unsaid: ReadonlySet<string> = new Set(['appears with', 'involves'])

/**
 * The relations of chunks as statements: those in the text's own verbs. The fixed types say in words of ours what any sentence
 * of their kind says, and our rules find several in each: their vectors would cost a fifth of reading.
 */
export function statementsOf(knowledge: readonly ChunkKnowledge[]): Statements {
  const statements = new Map<string, string[]>()
  for (const { chunkId, entities, relations } of knowledge) {
    const names = new Map(entities.map(({ id, name }) => [id, name]))
    for (const relation of relations) {
      add(statements, chunkId, relation, names.get(relation.subjectId), names.get(relation.objectId))
    }
  }
  return statements
}

/** The same of chunks that the graph has. */
export async function readStatements(
  chunkIds: readonly string[],
  graph: Pick<GraphStore, 'relationsOfChunks'>,
): Promise<Statements> {
  const statements = new Map<string, string[]>()
  for (const { relation, subject, object, evidence } of await graph.relationsOfChunks(chunkIds)) {
    for (const chunkId of new Set(evidence.map((place) => place.chunkId))) {
      add(statements, chunkId, relation, subject.name, object.name)
    }
  }
  return statements
}

/**
 * Rows with the vectors of what their chunks state behind those of their sentences: a relation says in a few plain words what
 * a sentence says among others. They are embedded as questions are: precise enough for a few words, and quick. Rows of these chunks that the store has already, without them, are written anew there. Errors: those of the
 * embedder and the store.
 */
export async function addStatements(
  chunks: readonly Chunk[],
  rows: readonly VectorRow[],
  statements: Statements,
  { embedder, vectors }: { readonly embedder: Embedder; readonly vectors: Pick<VectorStore, 'passages' | 'upsert'> },
  options: { signal?: AbortSignal } = {},
): Promise<readonly VectorRow[]> {
  const waiting = new Set(rows.map(({ id }) => id))
  const written = chunks.filter(({ id }) => statements.has(id) && !waiting.has(id))
  for (let at = 0; at < written.length; at += rowsPerStep) {
    const step = written.slice(at, at + rowsPerStep)
    const stored = await vectors.passages(step.map(({ id }) => id))
    const known = step.flatMap(({ id, documentId, text }): VectorRow[] => {
      const found = stored.get(id)
      if (found === undefined) return []
      const sentences = found.sentences.slice(0, splitSentences(text).length)
      if (found.sentences.length === sentences.length + fitting(id).length) return []
      return [{ id, documentId, text, vector: found.vector, sentences }]
    })
    await vectors.upsert(await extend(known))
  }
  return extend(rows)

  function fitting(id: string): string[] {
    return (statements.get(id) ?? []).filter((text) => embedder.countTokens(text) <= embedder.maxTokens)
  }

  async function extend(some: readonly VectorRow[]): Promise<VectorRow[]> {
    const texts = some.map(({ id }) => fitting(id))
    const embedded = await embedder.embedQueries(texts.flat(), options)
    let next = 0
    return some.map((row, index) => {
      const own = embedded.slice(next, (next += texts[index]!.length))
      return own.length === 0 ? row : { ...row, sentences: [...(row.sentences ?? []), ...own] }
    })
  }
}

function add(
  statements: Map<string, string[]>,
  chunkId: string,
  { type, predicate }: Relation,
  subject: string | undefined,
  object: string | undefined,
): void {
  if (subject === undefined || object === undefined || type !== 'RELATES_TO' || unsaid.has(predicate)) return
  const text = `${subject} ${predicate} ${object}`
  const own = statements.get(chunkId) ?? []
  if (!own.includes(text)) statements.set(chunkId, [...own, text])
}
