import { flattenKnowledge, joinKeysOf, type FlatKnowledge } from '#graph/flatten-knowledge.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { removeFromNeo4j } from './neo4j-delete-document.ts'
import { longestAlias, longestKey } from './neo4j-entities.ts'
import { entityTypes, relationTypes } from './neo4j-labels.ts'
import { isAlreadyThere, type Neo4jRunner, type Run } from './neo4j-runner.ts'
import { lockForWriting, settleMerges } from './neo4j-settle-merges.ts'
import { shorten } from '#graph/shorten.ts'

/** Rows of one UNWIND: enough to make the way to the server cheap, few enough for its memory. */
const batchSize = 1000

/** Adding documents to Neo4j, each as one transaction: nodes before relationships, both ends found by label and id. */
export function createNeo4jPut(runner: Neo4jRunner): Pick<GraphStore, 'putDocument'> {
  return {
    putDocument: async (knowledge, { replaces = [] } = {}) => {
      const flat = flattenKnowledge(knowledge)
      const write = () =>
        runner.write(async (run) => {
          await lockForWriting(run)
          for (const id of replaces) if (id !== flat.document.id) await removeFromNeo4j(run, id)
          return put(run, flat)
        })
      try {
        return await write()
      } catch (error) {
        // Another writer was faster with the same document; what it replaces is still to go.
        if (isAlreadyThere(error)) return replaces.length === 0 ? 'unchanged' : write()
        throw error
      }
    },
  }
}

async function put(run: Run, flat: FlatKnowledge): Promise<'created' | 'unchanged'> {
  const { document } = flat
  const [known] = await run('MATCH (d:Document {id: $id}) RETURN d.id AS id', { id: document.id })
  if (known !== undefined) return 'unchanged'
  await putDocumentNodes(run, flat)
  await putChunks(run, flat)
  await putEntities(run, flat)
  await putMentions(run, flat)
  await putRelations(run, flat)
  await putQuantities(run, flat)
  await putDefinitions(run, flat)
  await settleMerges(run, joinKeysOf(flat))
  return 'created'
}

async function putDocumentNodes(run: Run, { document, chunks }: FlatKnowledge): Promise<void> {
  const row = {
    ...document,
    textName: `Text of ${document.title}`,
    pages: JSON.stringify(document.pages),
    sections: document.sections === undefined ? undefined : JSON.stringify(document.sections),
  }
  await run(
    `WITH $row AS row
     CREATE (d:Document {id: row.id, name: row.title, title: row.title, source: row.source, media_type: row.mediaType,
       doi: row.doi, license: row.license, authors: row.authors, year: row.year, tags: row.tags, chunk_count: toInteger($chunks)})
     CREATE (d)-[:HAS_TEXT]->(:DocumentText {id: row.id, name: row.textName, text: row.text, pages: row.pages,
       sections: row.sections, references: row.references})`,
    { row, chunks: chunks.length },
  )
}

async function putChunks(run: Run, { document, chunks }: FlatKnowledge): Promise<void> {
  const rows = chunks.map((chunk) => {
    const page = chunk.page === undefined ? '' : `p. ${chunk.page} · `
    return { ...chunk, name: `§${chunk.index + 1} · ${page}${shorten(document.title, 60)}` }
  })
  await unwind(
    run,
    rows,
    `MATCH (d:Document {id: row.documentId})
     CREATE (d)-[:HAS_CHUNK]->(:Chunk {id: row.id, name: row.name, document_id: row.documentId,
       position: toInteger(row.index), start: toInteger(row.start), end: toInteger(row.end), page: toInteger(row.page),
       tokens: toInteger(row.tokens), text: row.text})`,
  )
  const ordered = chunks.toSorted((a, b) => a.index - b.index)
  const next = ordered.slice(1).map((chunk, at) => ({ from: ordered[at]?.id, to: chunk.id }))
  await unwind(run, next, 'MATCH (a:Chunk {id: row.from}) MATCH (b:Chunk {id: row.to}) CREATE (a)-[:NEXT]->(b)')
}

async function putEntities(run: Run, { entities }: FlatKnowledge): Promise<void> {
  const rows = entities.map(({ key, ...entity }) => ({ ...entity, [key.length > longestKey ? 'longKey' : 'key']: key }))
  for (const type of entityTypes) {
    await unwind(
      run,
      rows.filter((entity) => entity.type === type),
      `MERGE (e:Entity {id: row.id})
       ON CREATE SET e:${type}, e.type = row.type, e.key = row.key, e.long_key = row.longKey, e.name = row.name,
         e.join_key = row.joinKey, e.mentions = 0, e.aliases = []`,
    )
  }
}

/** One relationship for all mentions of an entity in a chunk: lists of the same length. */
async function putMentions(run: Run, { mentions }: FlatKnowledge): Promise<void> {
  const links = groupBy(mentions, ({ chunkId, entityId }) => `${chunkId} ${entityId}`).map((group) => ({
    chunkId: group[0].chunkId,
    entityId: group[0].entityId,
    ids: group.map(({ id }) => id),
    starts: group.map(({ start }) => start),
    ends: group.map(({ end }) => end),
    texts: group.map(({ text }) => text),
  }))
  await unwind(
    run,
    links,
    `MATCH (c:Chunk {id: row.chunkId}) MATCH (e:Entity {id: row.entityId})
     CREATE (c)-[:MENTIONS {ids: row.ids, starts: [n IN row.starts | toInteger(n)], ends: [n IN row.ends | toInteger(n)],
       texts: row.texts, count: size(row.ids)}]->(e)`,
  )
  const counts = groupBy(mentions, ({ entityId }) => entityId).map((group) => ({
    id: group[0].entityId,
    count: group.length,
    texts: [...new Set(group.map(({ text }) => text))].filter((text) => text.length <= longestAlias),
  }))
  await unwind(
    run,
    counts,
    `MATCH (e:Entity {id: row.id})
     CALL (e, row) { UNWIND e.aliases + row.texts AS text WITH DISTINCT text ORDER BY text RETURN collect(text) AS aliases }
     SET e.mentions = e.mentions + toInteger(row.count), e.aliases = aliases`,
  )
}

async function putRelations(run: Run, { relations, evidence }: FlatKnowledge): Promise<void> {
  const types = new Map(relations.map(({ id, type }) => [id, type]))
  await unwind(
    run,
    evidence.map((item) => ({ ...item, name: shorten(item.sentence, 80), type: types.get(item.relationId) })),
    `MATCH (c:Chunk {id: row.chunkId})
     CREATE (c)-[:STATES]->(:Evidence {id: row.id, name: row.name, relation_id: row.relationId, relation_type: row.type,
       start: toInteger(row.start), end: toInteger(row.end), sentence: row.sentence})`,
  )
  const stated = new Map(groupBy(evidence, ({ relationId }) => relationId).map((group) => [group[0].relationId, group]))
  for (const type of relationTypes) {
    const rows = relations
      .filter((relation) => relation.type === type)
      .map((relation) => {
        const group = stated.get(relation.id) ?? []
        return { ...relation, count: group.length, evidenceId: group[0]?.id, sentence: group[0]?.sentence }
      })
    // The sentence shown on the relationship is that of the evidence with the lowest id, whatever came first.
    await unwind(
      run,
      rows,
      `MATCH (s:Entity {id: row.subjectId}) MATCH (o:Entity {id: row.objectId})
       MERGE (s)-[r:${type} {id: row.id}]->(o)
       ON CREATE SET r.predicate = row.predicate, r.evidence_count = 0, r.evidence_id = row.evidenceId
       SET r.evidence_count = r.evidence_count + toInteger(row.count),
         r.sentence = CASE WHEN row.evidenceId <= r.evidence_id THEN row.sentence ELSE r.sentence END,
         r.evidence_id = CASE WHEN row.evidenceId < r.evidence_id THEN row.evidenceId ELSE r.evidence_id END`,
    )
  }
}

async function putQuantities(run: Run, { quantities }: FlatKnowledge): Promise<void> {
  await unwind(
    run,
    quantities,
    `MATCH (c:Chunk {id: row.chunkId})
     CREATE (c)-[:HAS_QUANTITY]->(:Quantity {id: row.id, name: row.text, start: toInteger(row.start),
       end: toInteger(row.end), text: row.text, minimum: row.minimum, maximum: row.maximum, unit: row.unit,
       si_minimum: row.si.minimum, si_maximum: row.si.maximum, si_unit: row.si.unit, property: row.property,
       condition: row.condition})`,
  )
  await unwind(
    run,
    quantities.filter(({ materialId }) => materialId !== undefined),
    // The property on the relationship too: it is what Neo4j Browser writes on the line.
    'MATCH (q:Quantity {id: row.id}) MATCH (e:Entity {id: row.materialId}) CREATE (q)-[:OF {property: row.property}]->(e)',
  )
}

/** Twice is once, so that an upgrade that was cut short can be done again. */
export async function putDefinitions(run: Run, { definitions }: FlatKnowledge): Promise<void> {
  await unwind(
    run,
    definitions,
    `MATCH (c:Chunk {id: row.chunkId}) MATCH (e:Entity {id: row.entityId})
     MERGE (c)-[:DEFINES {short_key: row.shortKey, start: toInteger(row.start), end: toInteger(row.end)}]->(e)`,
  )
}

async function unwind(run: Run, rows: readonly object[], query: string): Promise<void> {
  for (let at = 0; at < rows.length; at += batchSize) {
    await run(`UNWIND $rows AS row ${query}`, { rows: rows.slice(at, at + batchSize) })
  }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return [...groups.values()]
}
