import { makeId } from '#core/id.ts'
import type { DroppedPair, PreferencePair } from '#core/pair.ts'
import type { Task } from '#core/task.ts'

/** A pair on record with the reason why it is none. */
export function dropPair(task: Task, pair: PreferencePair, reason: string): DroppedPair {
  const { taskId, traceId, provenance } = pair
  const { documentIds } = provenance
  return { id: makeId('pair', 'drop', pair.id), taskId, traceId, question: task.question, reason, documentIds, pair }
}
