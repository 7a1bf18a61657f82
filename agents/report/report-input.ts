import type { DocumentSummary } from '#core/document.ts'
import type { PreferencePair } from '#core/pair.ts'
import type { Task } from '#core/task.ts'
import type { ReasoningTrace } from '#core/trace.ts'
import type { GraphStats } from '#graph/graph-store.ts'
import type { NeighbourhoodGraph } from './neighbourhood-graph.ts'

/** A line of "where everything lies": a name and a path, an address or a command. */
export interface ReportPlace {
  readonly label: string
  readonly path: string
}

/** All that the report shows, as plain data. */
export interface ReportInput {
  readonly task: Task
  readonly trace: ReasoningTrace
  /** Absent when no pair was made of the trace. */
  readonly pair?: PreferencePair | undefined
  /** Why a gate refused the pair. */
  readonly droppedReason?: string | undefined
  readonly stats: GraphStats
  /** The documents read, in the order to show; titles of citations are looked up here. */
  readonly documents: readonly Pick<DocumentSummary, 'id' | 'title' | 'source' | 'chunks'>[]
  readonly neighbourhood: NeighbourhoodGraph
  readonly places: readonly ReportPlace[]
}
