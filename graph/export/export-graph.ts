import type { GraphStore } from '#graph/graph-store.ts'
import { readConcepts } from '#graph/read-concepts.ts'

export const exportFormats = ['graphml', 'gexf', 'json', 'cypher'] as const
export type ExportFormat = (typeof exportFormats)[number]

/**
 * The things of the graph and the statements between them as text of a format, piece by piece: GraphML (yEd, Cytoscape,
 * igraph), GEXF (Gephi), JSON `{nodes, edges}`, or a Cypher script that can be run again and again. Names and sentences
 * are data in each of them, whatever they look like. GEXF is put together in memory, the others stream.
 */
export async function* exportGraph(store: Pick<GraphStore, 'dump'>, format: ExportFormat): AsyncGenerator<string> {
  const source = await readConcepts(store)
  const [concepts, statements] = [source.concepts(), source.statements()]
  switch (format) {
    case 'graphml': {
      const { writeGraphml } = await import('./write-graphml.ts')
      yield* writeGraphml(concepts, statements)
      return
    }
    case 'gexf': {
      const { writeGexf } = await import('./write-gexf.ts')
      yield await writeGexf(concepts, statements)
      return
    }
    case 'json': {
      const { writeJson } = await import('./write-json.ts')
      yield* writeJson(concepts, statements)
      return
    }
    case 'cypher': {
      const { writeCypher } = await import('./write-cypher.ts')
      yield* writeCypher(concepts, statements)
    }
  }
}
