import { makeId } from '#core/id.ts'
import type { DocumentKnowledge, Entity } from '#core/knowledge.ts'

/** Names that end strings, comments and statements of Cypher, SQL, XML and JSON, and one of 10,000 characters. */
export const hostileNames = [
  `Robert'); DROP TABLE entities;--`,
  `"}) MATCH (n) DETACH DELETE n //`,
  '\\',
  `back\\slash \\' quote \\" end\\`,
  'two\nlines\r\nand\ta tab',
  '`label` :Material {id: 1}',
  '$parameter {{name}} ${value} %s',
  '<node id="x">&amp;]]><!-- -->',
  '\\u0027 OR 1=1',
  'β-TCP \u{1F4A5} 中文 ﷺ \u2028 end',
  'x'.repeat(10_000),
] as const

/** A document whose entities have such names, each related to the next by a predicate that is no better. */
export function hostileKnowledge(
  names: readonly string[] = hostileNames,
  title = `It's a "title" \\ with\nall`,
): DocumentKnowledge {
  const documentId = makeId('doc', 'hostile', title)
  const chunkId = makeId('chunk', documentId)
  let text = ''
  const places = names.map((name) => {
    const start = text.length
    text += `${name} `
    return { name, start, end: start + name.length }
  })
  const entities = names.map((name): Entity => ({
    id: makeId('entity', name),
    type: 'Concept',
    key: name,
    name,
  }))
  const relations = names.slice(1).map((name, at) => {
    const [subject, object] = [entities[at]!, entities[at + 1]!]
    const id = makeId('relation', subject.id, object.id)
    return { id, subjectId: subject.id, objectId: object.id, type: 'RELATES_TO' as const, predicate: name }
  })
  const knowledge = {
    chunkId,
    entities,
    mentions: places.map(({ name: text, start, end }, at) => {
      const entityId = entities[at]!.id
      return { id: makeId('mention', text), entityId, chunkId, start, end, text }
    }),
    relations,
    evidence: relations.map(({ id: relationId, predicate: sentence }, at) => {
      const { end } = places[at]!
      return { id: makeId('evidence', relationId), relationId, chunkId, start: 0, end, sentence }
    }),
    quantities: [],
  }
  return {
    document: { id: documentId, title, source: `'; DROP TABLE documents`, mediaType: 'text/plain', text, pages: [] },
    chunks: [{ id: chunkId, documentId, index: 0, start: 0, end: text.length, text, tokens: 9 }],
    knowledge: [knowledge],
  }
}
