import { relationTypes, type RelationType } from '#core/knowledge.ts'

/** A relation as a thinking block states it. */
export interface ThoughtEdge {
  readonly subject: string
  readonly type: RelationType
  readonly object: string
}

const edge =
  /^\[\s*([^[\]]{1,200}?)\s*\]\s*[-–—]+\s*\[\s*([^[\]]{1,60}?)\s*\]\s*[-–—]*[>→]\s*\[\s*([^[\]]{1,200}?)\s*\]\.?$/u

/**
 * Reads a line `[A] -[REL]-> [B]` (arXiv 2501.08120). The relation is one of ours, hyphens or spaces for its underscores.
 * Undefined for any other line, for an unknown relation and for a thing that is related to itself. Total.
 */
export function readThoughtEdge(line: string): ThoughtEdge | undefined {
  const [, subject = '', relation = '', object = ''] = edge.exec(line.trim()) ?? []
  const type = relationTypes.find((known) => known === relation.toUpperCase().replaceAll(/[\s-]+/g, '_'))
  if (type === undefined || subject === '' || subject.toLowerCase() === object.toLowerCase()) return undefined
  return { subject, type, object }
}
