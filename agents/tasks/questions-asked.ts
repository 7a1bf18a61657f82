import type { GraphStore } from '#graph/graph-store.ts'
import { listAll } from '#graph/list-all.ts'

/** The questions of all tasks that are kept, as `sameQuestion` compares them. */
export async function questionsAsked(graph: Pick<GraphStore, 'listRecords'>): Promise<Set<string>> {
  const asked = new Set<string>()
  for await (const { question } of listAll(graph, 'task')) asked.add(sameQuestion(question))
  return asked
}

/** Equal for questions that differ in case and punctuation only. */
export function sameQuestion(question: string): string {
  return question
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
