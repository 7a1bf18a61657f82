import { MultiDirectedGraph } from 'graphology'
import gexf from 'graphology-gexf'
import type { Concept, Statement } from '#graph/read-concepts.ts'
import { fitXml } from './xml-text.ts'

/** GEXF (gexf.net) as Gephi opens it: labels are names, edges weigh as many sentences as state them. */
export async function writeGexf(
  concepts: AsyncIterable<Concept>,
  statements: AsyncIterable<Statement>,
): Promise<string> {
  const graph = new MultiDirectedGraph()
  for await (const { id, name, type, mentions } of concepts) {
    graph.addNode(id, { label: fitXml(name), type, mentions })
  }
  for await (const { id, subjectId, objectId, type, predicate, evidence, sentence } of statements) {
    const texts = { label: fitXml(predicate), sentence: fitXml(sentence) }
    graph.addEdgeWithKey(id, subjectId, objectId, { ...texts, type, weight: evidence })
  }
  return gexf.write(graph, { version: '1.3' })
}
