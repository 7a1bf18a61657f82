import { entityTypes, relationTypes, type EntityType, type RelationType } from '#core/knowledge.ts'
import type { Concept, Statement } from '#graph/read-concepts.ts'

/** Rows of one statement: few enough for the memory of a small server. */
const batchSize = 500

/**
 * A Cypher script for any Neo4j 5: one statement a line, `MERGE` by id, so running it twice is running it once. Labels
 * and relationship types are constants, everything else is a string that no text can end.
 */
export async function* writeCypher(
  concepts: AsyncIterable<Concept>,
  statements: AsyncIterable<Statement>,
): AsyncGenerator<string> {
  yield '// Things and statements of a Nacre graph. Run it with cypher-shell, or paste it into Neo4j Browser.\n'
  yield 'CREATE CONSTRAINT nacre_entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;\n'
  yield* batches<EntityType, Concept>(concepts, entityTypes, (type, rows) => {
    const maps = rows.map(({ id, name, mentions }) => `{id: ${quote(id)}, name: ${quote(name)}, mentions: ${mentions}}`)
    return (
      `UNWIND [${maps.join(', ')}] AS row MERGE (e:Entity {id: row.id}) ` +
      `SET e:${type}, e.type = '${type}', e.name = row.name, e.mentions = row.mentions;\n`
    )
  })
  yield* batches<RelationType, Statement>(statements, relationTypes, (type, rows) => {
    const maps = rows.map(
      (row) =>
        `{id: ${quote(row.id)}, from: ${quote(row.subjectId)}, to: ${quote(row.objectId)}, ` +
        `predicate: ${quote(row.predicate)}, evidence: ${row.evidence}, sentence: ${quote(row.sentence)}}`,
    )
    return (
      `UNWIND [${maps.join(', ')}] AS row MATCH (s:Entity {id: row.from}) MATCH (o:Entity {id: row.to}) ` +
      `MERGE (s)-[r:${type} {id: row.id}]->(o) ` +
      `SET r.predicate = row.predicate, r.evidence_count = row.evidence, r.sentence = row.sentence;\n`
    )
  })
}

async function* batches<Type extends string, T extends { readonly type: Type }>(
  items: AsyncIterable<T>,
  types: readonly Type[],
  write: (type: Type, rows: readonly T[]) => string,
): AsyncGenerator<string> {
  const waiting = new Map<Type, T[]>(types.map((type) => [type, []]))
  for await (const item of items) {
    const rows = waiting.get(item.type)
    if (rows === undefined) continue
    rows.push(item)
    if (rows.length === batchSize) yield write(item.type, rows.splice(0))
  }
  for (const [type, rows] of waiting) if (rows.length > 0) yield write(type, rows)
}

/**
 * A string of Cypher in one line. Neo4j reads `\\uXXXX` before it knows where strings begin, so a backslash never stands
 * before a letter of the text: it is put beside the rest with `+`.
 */
function quote(text: string): string {
  const pieces = text
    .toWellFormed()
    .split(/(\\+)/)
    .filter((piece) => piece !== '')
    .map((piece) => `'${piece.replaceAll(/[\\'\n\r\t\u2028\u2029\u0085]/g, (character) => escapes[character] ?? '')}'`)
  return pieces.length === 0 ? `''` : pieces.join(' + ')
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": `\\'`,
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
  '\u0085': '\\u0085',
}
