import type { Entity, Merge } from '#core/knowledge.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { byMergedName, mergeEvidence, toUndone, type PlaceInChunk } from '#graph/merge-evidence.ts'
import { entityMap } from './neo4j-entities.ts'
import type { Neo4jRunner, Run } from './neo4j-runner.ts'
import { lockForWriting, settleMerges } from './neo4j-settle-merges.ts'
import { joinKey } from '#graph/resolve/join-key.ts'

interface MergeRow {
  readonly id: string
  readonly from: Entity
  readonly into: Entity
  readonly reason: Merge['reason']
  readonly place?: PlaceInChunk
}

const placeMap = `{documentId: c.document_id, chunkId: c.id, chunkStart: c.start, chunkText: c.text, start: start, end: end}`

/** An abbreviation is seen where it is defined, anything else where it is mentioned first (by id). */
const made = (where: string): string =>
  `MATCH (f:Entity)-[s:SAME_AS]->(i:Entity) ${where}
   OPTIONAL CALL (f, s) {
     MATCH (c:Chunk {id: s.chunk_id}) RETURN ${placeMap.replace('start: start, end: end', 'start: s.start, end: s.end')} AS place
     UNION
     MATCH (c:Chunk)-[m:MENTIONS]->(f) WHERE s.chunk_id IS NULL UNWIND range(0, size(m.ids) - 1) AS at
     WITH c, m.ids[at] AS id, m.starts[at] AS start, m.ends[at] AS end ORDER BY id LIMIT 1 RETURN ${placeMap} AS place
   }
   RETURN s.id AS id, ${entityMap('f')} AS from, ${entityMap('i')} AS into, s.reason AS reason, place`

/** Every merge, those that were undone too. */
export async function readNeo4jMerges({ read }: Pick<Neo4jRunner, 'read'>): Promise<Merge[]> {
  const rows = await read<MergeRow>(made(''))
  const undone = await read<{ json: string }>('MATCH (u:UndoneMerge) RETURN u.json AS json')
  return [...rows.map(toMerge), ...undone.map(({ json }) => JSON.parse(json) as Merge)]
}

/** Listing, undoing and redoing merges in Neo4j. */
export function createNeo4jMerges(
  runner: Neo4jRunner,
): Pick<GraphStore, 'mergedIds' | 'listMerges' | 'undoMerge' | 'redoMerge'> {
  return {
    mergedIds: async () => {
      const rows = await runner.read<{ fromId: string; intoId: string }>(
        'MATCH (f:Entity)-[:SAME_AS]->(i:Entity) RETURN f.id AS fromId, i.id AS intoId ORDER BY fromId',
      )
      return new Map(rows.map(({ fromId, intoId }) => [fromId, intoId]))
    },
    listMerges: async () => (await readNeo4jMerges(runner)).sort(byMergedName),
    undoMerge: (id) =>
      runner.write(async (run) => {
        await lockForWriting(run)
        const [row] = await run<MergeRow>(made('WHERE s.id = $id'), { id })
        if (row === undefined) return false
        const merge = toMerge(row)
        const name = `${merge.from.name} is not ${merge.into.name}`
        await run('CREATE (:UndoneMerge {id: $id, name: $name, json: $json})', {
          id,
          name,
          json: JSON.stringify(toUndone(merge)),
        })
        await settleEnds(run, merge)
        return true
      }),
    redoMerge: (id) =>
      runner.write(async (run) => {
        await lockForWriting(run)
        const [row] = await run<{ json: string }>('MATCH (u:UndoneMerge {id: $id}) RETURN u.json AS json', { id })
        if (row === undefined) return false
        await run('MATCH (u:UndoneMerge {id: $id}) DELETE u', { id })
        await settleEnds(run, JSON.parse(row.json) as Merge)
        return true
      }),
  }
}

function toMerge({ id, from, into, reason, place }: MergeRow): Merge {
  return { id, from, into, reason, ...(place === undefined ? {} : { evidence: mergeEvidence(place) }), isUndone: false }
}

function settleEnds(run: Run, { from, into }: Merge): Promise<void> {
  return settleMerges(run, [joinKey(from), joinKey(into)])
}
