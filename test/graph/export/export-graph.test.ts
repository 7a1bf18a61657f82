import { DirectedGraph, MultiDirectedGraph } from 'graphology'
import gexf from 'graphology-gexf'
import graphml from 'graphology-graphml'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { DocumentKnowledge } from '#core/knowledge.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { exportGraph, type ExportFormat } from '#graph/export/export-graph.ts'
import { openSqliteGraphStore } from '#graph/sqlite/sqlite-graph-store.ts'
import { hostileKnowledge, hostileNames } from '#test/hostile-knowledge.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'

async function openStore(...documents: readonly DocumentKnowledge[]): Promise<GraphStore> {
  const store = openSqliteGraphStore(`${temporaryFolder()}/graph.sqlite`)
  onTestFinished(() => store.close())
  for (const knowledge of documents) await store.putDocument(knowledge)
  return store
}
const textOf = async (store: GraphStore, format: ExportFormat): Promise<string> =>
  (await Array.fromAsync(exportGraph(store, format))).join('')

describe('exporting the graph', () => {
  const documents = [makeKnowledge({ seed: 1 }), makeKnowledge({ seed: 2, chunks: 5 }), hostileKnowledge()]

  it('gives JSON with every thing and every statement, word for word', async () => {
    const store = await openStore(...documents)
    const { nodes, edges } = JSON.parse(await textOf(store, 'json')) as {
      nodes: { id: string; name: string; mentions: number }[]
      edges: { source: string; target: string; predicate: string; evidence: number; sentence: string }[]
    }
    const stats = await store.stats()
    expect([nodes.length, edges.length]).toEqual([stats.entities, stats.relations])
    expect(nodes.reduce((sum, { mentions }) => sum + mentions, 0)).toBe(stats.mentions)
    expect(edges.reduce((sum, { evidence }) => sum + evidence, 0)).toBe(stats.evidence)
    for (const name of hostileNames) expect(nodes.map((node) => node.name)).toContain(name)
    const ids = new Set(nodes.map(({ id }) => id))
    for (const { source, target, sentence } of edges) {
      expect(ids.has(source) && ids.has(target)).toBe(true)
      expect(sentence).not.toBe('')
    }
  })

  it('gives GraphML that another reader takes, hostile names as they are', async () => {
    const store = await openStore(...documents)
    const graph = graphml.parse(MultiDirectedGraph, await textOf(store, 'graphml'))
    const { entities, relations } = await store.stats()
    expect([graph.order, graph.size]).toEqual([entities, relations])
    const names = graph.mapNodes((_id, { name }) => String(name))
    for (const name of hostileNames) expect(names).toContain(name)
  })

  it('gives GEXF that another reader takes', async () => {
    const store = await openStore(...documents)
    const graph = gexf.parse(MultiDirectedGraph, await textOf(store, 'gexf'))
    const { entities, relations } = await store.stats()
    expect([graph.order, graph.size]).toEqual([entities, relations])
    const labels = graph.mapNodes((_id, { label }) => String(label))
    // The writer escapes what XML needs; white space inside attributes is the reader's.
    for (const name of hostileNames.filter((text) => !/\s/.test(text))) expect(labels).toContain(name)
  })

  it('puts a mark where XML has no character', async () => {
    const [bell, half] = ['bell \u0007', 'half \uD800']
    const { document, ...rest } = hostileKnowledge()
    const [part] = rest.knowledge
    const [first, second, ...others] = part!.entities
    const renamed = [{ ...first!, name: bell }, { ...second!, name: half.toWellFormed() }, ...others]
    const store = await openStore({ document, chunks: rest.chunks, knowledge: [{ ...part!, entities: renamed }] })
    const graph = graphml.parse(DirectedGraph, await textOf(store, 'graphml'))
    expect(graph.mapNodes((_id, { name }) => String(name))).toContain('bell \uFFFD')
    expect(gexf.parse(DirectedGraph, await textOf(store, 'gexf')).order).toBe(hostileNames.length)
  })

  it('gives each format for a graph that is empty', async () => {
    const store = await openStore()
    expect(JSON.parse(await textOf(store, 'json'))).toEqual({ nodes: [], edges: [] })
    expect(graphml.parse(DirectedGraph, await textOf(store, 'graphml')).order).toBe(0)
    expect(await textOf(store, 'gexf')).toMatch(/<nodes ?\/>|<nodes>\s*<\/nodes>/)
    expect(await textOf(store, 'cypher')).toMatch(/^\/\/ .*\nCREATE CONSTRAINT .*;\n$/)
  })
})
