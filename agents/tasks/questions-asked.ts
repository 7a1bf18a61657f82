import type { Task } from '#core/task.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { listAll } from '#graph/list-all.ts'

/** The questions of all tasks that are kept, or of those that `counts` names, as `sameQuestion` compares them. */
export async function questionsAsked(
  graph: Pick<GraphStore, 'listRecords'>,
  counts: (task: Task) => boolean = () => true,
): Promise<Set<string>> {
  const asked = new Set<string>()
  for await (const task of listAll(graph, 'task')) if (counts(task)) asked.add(sameQuestion(task.question))
  return asked
}

/** Equal for questions that differ in case and punctuation only. */
export function sameQuestion(question: string): string {
  return question
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
