import type { Concept, Statement } from '#graph/read-concepts.ts'
import { escapeXml } from './xml-text.ts'

const head = `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="name" for="node" attr.name="name" attr.type="string"/>
  <key id="kind" for="node" attr.name="type" attr.type="string"/>
  <key id="mentions" for="node" attr.name="mentions" attr.type="int"/>
  <key id="type" for="edge" attr.name="type" attr.type="string"/>
  <key id="predicate" for="edge" attr.name="predicate" attr.type="string"/>
  <key id="evidence" for="edge" attr.name="evidence" attr.type="int"/>
  <key id="sentence" for="edge" attr.name="sentence" attr.type="string"/>
  <graph id="nacre" edgedefault="directed">
`

/** GraphML (graphml.graphdrawing.org), one element a line. */
export async function* writeGraphml(
  concepts: AsyncIterable<Concept>,
  statements: AsyncIterable<Statement>,
): AsyncGenerator<string> {
  yield head
  for await (const { id, type: kind, ...data } of concepts) {
    yield `    <node id="${escapeXml(id)}">${values({ kind, ...data })}</node>\n`
  }
  for await (const { id, subjectId, objectId, ...data } of statements) {
    const ends = `source="${escapeXml(subjectId)}" target="${escapeXml(objectId)}"`
    yield `    <edge id="${escapeXml(id)}" ${ends}>${values(data)}</edge>\n`
  }
  yield '  </graph>\n</graphml>\n'
}

function values(data: Readonly<Record<string, string | number>>): string {
  return Object.entries(data)
    .map(([key, value]) => `<data key="${key}">${escapeXml(String(value))}</data>`)
    .join('')
}
