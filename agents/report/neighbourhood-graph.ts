import type { Entity, Relation } from '#core/knowledge.ts'
import type { EvidenceInDocument } from '#graph/graph-store.ts'

/** An entity of the picture. */
export interface NeighbourhoodNode {
  readonly entity: Entity
  /** `task`: named in the key sentence of the task; `around`: reached from there. */
  readonly role: 'task' | 'around'
}

/** A relation of the picture with one sentence that states it. Both its ends are nodes. */
export interface NeighbourhoodEdge {
  readonly relation: Relation
  readonly evidence: EvidenceInDocument
}

/** The part of the graph around a task that a picture has room for: at most one edge between two nodes, no loops. */
export interface NeighbourhoodGraph {
  readonly nodes: readonly NeighbourhoodNode[]
  readonly edges: readonly NeighbourhoodEdge[]
}
