import type { Evidence, Neighbours, Paths, SubGraph } from '#web/http/wire.ts'
import { documentAddress } from '#web/parts/document-address.ts'

export interface PictureNode {
  readonly id: string
  readonly name: string
  readonly type: string
  /** How often the corpus speaks of it; 0 where that was not told. */
  readonly mentions: number
}

export interface PictureEdge {
  readonly source: string
  readonly target: string
  readonly type: string
  readonly predicate: string
  readonly sentences: readonly { readonly text: string; readonly address?: string }[]
}

/** A part of the graph that is drawn; edges by who says what of whom. */
export interface Picture {
  readonly nodes: ReadonlyMap<string, PictureNode>
  readonly edges: ReadonlyMap<string, PictureEdge>
}

export const emptyPicture: Picture = { nodes: new Map(), edges: new Map() }

/** Without things of which no statement is shown: they say nothing, and push apart what does. The picture itself where none is. */
export function connectedPart(picture: Picture): Picture {
  if (picture.edges.size === 0) return picture
  const ends = new Set([...picture.edges.values()].flatMap(({ source, target }) => [source, target]))
  return { nodes: new Map([...picture.nodes].filter(([id]) => ends.has(id))), edges: picture.edges }
}

/** Both parts in one; what both tell is kept once, with the more that is known of it. */
export function joinPictures(a: Picture, b: Picture): Picture {
  const nodes = new Map(a.nodes)
  for (const [id, node] of b.nodes) {
    const known = nodes.get(id)
    nodes.set(id, known === undefined ? node : { ...node, mentions: Math.max(node.mentions, known.mentions) })
  }
  const edges = new Map(a.edges)
  for (const [key, edge] of b.edges) {
    const known = edges.get(key)
    if (known === undefined || known.sentences.every(({ address }) => address === undefined)) edges.set(key, edge)
  }
  return { nodes, edges }
}

export function pictureOf(nodes: readonly PictureNode[], edges: readonly PictureEdge[]): Picture {
  return {
    nodes: new Map(nodes.map((node) => [node.id, node])),
    edges: new Map(edges.map((edge) => [`${edge.source}|${edge.type}|${edge.predicate}|${edge.target}`, edge])),
  }
}

export function pictureOfNeighbours({ entity, neighbours }: Neighbours): Picture {
  const nodes = [entity, ...neighbours].map(({ id, name, type }) => ({ id, name, type, mentions: 0 }))
  const edges = neighbours.map(({ id, from, relation, predicate, direction, evidence }) => {
    const [source, target] = direction === 'out' ? [from.id, id] : [id, from.id]
    return { source, target, type: relation, predicate, sentences: evidence.map(toSentence) }
  })
  return pictureOf(nodes, edges)
}

export function pictureOfSubGraph({ nodes, edges }: SubGraph): Picture {
  return pictureOf(
    nodes,
    edges.map(({ subject_id, object_id, type, predicate, evidence }) => {
      return { source: subject_id, target: object_id, type, predicate, sentences: evidence.map(toSentence) }
    }),
  )
}

export function pictureOfPaths({ paths }: Paths): Picture {
  const entities = paths.flatMap((path) => path.entities)
  const ids = new Map(entities.map(({ name, id }) => [name, id]))
  const steps = paths.flatMap((path) => path.steps.flat())
  return pictureOf(
    entities.map(({ id, name, type }) => ({ id, name, type, mentions: 0 })),
    steps.flatMap(({ subject, relation, predicate, object, evidence }) => {
      const [source, target] = [ids.get(subject), ids.get(object)]
      if (source === undefined || target === undefined) return []
      return [{ source, target, type: relation, predicate, sentences: evidence.map(toSentence) }]
    }),
  )
}

interface ExportedGraph {
  readonly nodes: readonly PictureNode[]
  readonly edges: readonly (Omit<PictureEdge, 'sentences'> & { readonly sentence: string })[]
}

/** The file that "graph export --format json" writes. */
export function pictureOfExport({ nodes, edges }: ExportedGraph): Picture {
  return pictureOf(
    nodes,
    edges.map(({ source, target, type, predicate, sentence }) => {
      return { source, target, type, predicate, sentences: sentence === '' ? [] : [{ text: sentence }] }
    }),
  )
}

function toSentence(evidence: Evidence) {
  return { text: evidence.sentence, address: documentAddress(evidence) }
}
