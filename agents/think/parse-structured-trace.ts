import { z } from 'zod'

/** The parts of a reasoning trace of Graph-PReFLexOR models, in their order (arXiv 2501.08120). */
const partNames = ['brainstorm', 'graph', 'graph_json', 'patterns', 'synthesis'] as const

export interface TraceEdge {
  readonly source: string
  readonly relation: string
  readonly target: string
}

/** A structured trace taken apart, or why it could not be. */
export type StructuredTrace =
  | {
      readonly kind: 'structured'
      readonly brainstorm: string
      /** The graph in words. */
      readonly graph: string
      readonly nodes: readonly string[]
      readonly edges: readonly TraceEdge[]
      readonly patterns: string
      readonly synthesis: string
      readonly answer: string
    }
  | { readonly kind: 'unstructured'; readonly reason: string }

const graphSchema = z.object({
  nodes: z.array(z.union([z.string(), z.object({ id: z.string() }).transform((node) => node.id)])),
  edges: z.array(z.object({ source: z.string(), relation: z.string(), target: z.string() })),
})

/** Reads a reply of the form `<think><brainstorm>…<graph>…<graph_json>…<patterns>…<synthesis></think> answer`. Total: never throws. */
export function parseStructuredTrace(reply: string): StructuredTrace {
  const end = reply.lastIndexOf('</think>')
  if (end === -1) return { kind: 'unstructured', reason: 'no end of thinking' }
  const texts = new Map<string, string>()
  for (const name of partNames) {
    const text = between(reply.slice(0, end), `<${name}>`, `</${name}>`)
    if (text === undefined) return { kind: 'unstructured', reason: `no closed part <${name}>` }
    texts.set(name, text.trim())
  }
  const graph = readGraph(texts.get('graph_json') ?? '')
  if (graph === undefined) return { kind: 'unstructured', reason: 'graph_json is not a graph' }
  return {
    kind: 'structured',
    brainstorm: texts.get('brainstorm') ?? '',
    graph: texts.get('graph') ?? '',
    nodes: graph.nodes,
    edges: graph.edges,
    patterns: texts.get('patterns') ?? '',
    synthesis: texts.get('synthesis') ?? '',
    answer: reply.slice(end + '</think>'.length).trim(),
  }
}

function between(text: string, open: string, close: string): string | undefined {
  const start = text.indexOf(open)
  const end = start === -1 ? -1 : text.indexOf(close, start + open.length)
  return end === -1 ? undefined : text.slice(start + open.length, end)
}

function readGraph(text: string): z.infer<typeof graphSchema> | undefined {
  try {
    return graphSchema.safeParse(JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1))).data
  } catch {
    return undefined
  }
}
