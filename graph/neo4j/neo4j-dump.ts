import { dumpLine, type DumpKind } from '#graph/dump-line.ts'
import type { GraphStats, GraphStore } from '#graph/graph-store.ts'
import { chunkMap, documentMap, toDocument, type DocumentRow } from './neo4j-documents.ts'
import { entityMap } from './neo4j-entities.ts'
import { anyRelation, entityTypes, relationTypes } from './neo4j-labels.ts'
import { quantityMap, relationMap } from './neo4j-relations.ts'
import { readNeo4jMerges } from './neo4j-merges.ts'
import type { Neo4jRunner } from './neo4j-runner.ts'

interface Identified {
  readonly id: string
}

const fromJson = (value: unknown): Identified => JSON.parse(String(value)) as Identified
const records = (label: 'DroppedPair' | 'GrowthStep' | 'Pair' | 'Task' | 'Trace'): string =>
  `MATCH (n:${label}) WHERE n.id > '' RETURN n.json AS item ORDER BY n.id`

/** In the order of the lines of a dump. */
const sources: readonly (
  | { kind: DumpKind; query: string; toRecord?: (item: unknown) => Identified }
  | { kind: 'merge'; read(runner: Neo4jRunner): Promise<Identified[]> }
)[] = [
  { kind: 'chunk', query: `MATCH (c:Chunk) WHERE c.id > '' RETURN ${chunkMap} AS item ORDER BY c.id` },
  {
    kind: 'document',
    query: `MATCH (d:Document)-[:HAS_TEXT]->(t:DocumentText) WHERE d.id > '' RETURN ${documentMap} AS item ORDER BY d.id`,
    toRecord: (item) => toDocument(item as DocumentRow),
  },
  { kind: 'drop', query: records('DroppedPair'), toRecord: fromJson },
  { kind: 'entity', query: `MATCH (e:Entity) WHERE e.id > '' RETURN ${entityMap('e')} AS item ORDER BY e.id` },
  {
    kind: 'evidence',
    query: `MATCH (v:Evidence)<-[:STATES]-(c:Chunk) WHERE v.id > ''
      RETURN {id: v.id, relationId: v.relation_id, chunkId: c.id, start: v.start, end: v.end, sentence: v.sentence} AS item
      ORDER BY v.id`,
  },
  { kind: 'growth', query: records('GrowthStep'), toRecord: fromJson },
  {
    kind: 'mention',
    query: `MATCH (c:Chunk)-[m:MENTIONS]->(e:Entity) UNWIND range(0, size(m.ids) - 1) AS at
      RETURN {id: m.ids[at], entityId: e.id, chunkId: c.id, start: m.starts[at], end: m.ends[at], text: m.texts[at]} AS item
      ORDER BY item.id`,
  },
  { kind: 'merge', read: readNeo4jMerges },
  { kind: 'pair', query: records('Pair'), toRecord: fromJson },
  {
    kind: 'quantity',
    query: `MATCH (q:Quantity)<-[:HAS_QUANTITY]-(c:Chunk) WHERE q.id > '' OPTIONAL MATCH (q)-[:OF]->(e:Entity)
      RETURN ${quantityMap} AS item ORDER BY q.id`,
  },
  {
    kind: 'relation',
    query: `MATCH (:Entity)-[r:${anyRelation}]->(:Entity) RETURN ${relationMap} AS item ORDER BY r.id`,
  },
  { kind: 'task', query: records('Task'), toRecord: fromJson },
  { kind: 'trace', query: records('Trace'), toRecord: fromJson },
]

/** Dumping and counting what is in Neo4j. The dump of a store that is written meanwhile may hold a part of that. */
export function createNeo4jDump(runner: Neo4jRunner): Pick<GraphStore, 'dump' | 'stats'> {
  return {
    async *dump({ kinds } = {}) {
      for (const source of sources) {
        if (kinds !== undefined && !kinds.includes(source.kind)) continue
        if ('read' in source) {
          const records = (await source.read(runner)).sort((a, b) => (a.id < b.id ? -1 : 1))
          for (const item of records) yield dumpLine(source.kind, item)
          continue
        }
        const { kind, query, toRecord } = source
        for await (const { item } of runner.stream<{ item: unknown }>(query)) {
          yield dumpLine(kind, toRecord === undefined ? (item as Identified) : toRecord(item))
        }
      }
    },
    stats: async () => {
      const [counts] = await runner.read<Omit<GraphStats, 'entitiesByType' | 'relationsByType'>>(
        `RETURN COUNT { (:Document) } AS documents, COUNT { (:Chunk) } AS chunks, COUNT { (:Entity) } AS entities, COUNT { ()-[:SAME_AS]->() } AS merges,
           reduce(sum = 0, n IN COLLECT { MATCH (e:Entity) RETURN e.mentions } | sum + n) AS mentions,
           COUNT { ()-[:${anyRelation}]->() } AS relations, COUNT { (:Evidence) } AS evidence,
           COUNT { (:Quantity) } AS quantities, COUNT { (:Task) } AS tasks, COUNT { (:Trace) } AS traces,
           COUNT { (:Pair) } AS pairs`,
      )
      if (counts === undefined) throw new Error('counting gave no row')
      const entities = await countEach(runner, entityTypes, (type) => `MATCH (n:${type})`)
      const relations = await countEach(runner, relationTypes, (type) => `MATCH ()-[n:${type}]->()`)
      return { ...counts, entitiesByType: entities, relationsByType: relations }
    },
  }
}

/** The numbers of each type that occurs, by name of the type. */
async function countEach(
  runner: Neo4jRunner,
  types: readonly string[],
  match: (type: string) => string,
): Promise<Record<string, number>> {
  const parts = types.toSorted().map((type) => `${match(type)} RETURN '${type}' AS type, count(n) AS count`)
  const rows = await runner.read<{ type: string; count: number }>(parts.join(' UNION ALL '))
  return Object.fromEntries(rows.filter(({ count }) => count > 0).map(({ type, count }) => [type, count]))
}
