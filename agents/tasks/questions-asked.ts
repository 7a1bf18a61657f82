import type { GraphStore } from '#graph/graph-store.ts'

/** The questions of all tasks that are kept, as `sameQuestion` compares them. */
export async function questionsAsked(graph: Pick<GraphStore, 'listRecords'>): Promise<Set<string>> {
  const asked = new Set<string>()
  for (let after: string | undefined; ;) {
    const page = await graph.listRecords('task', { limit: 500, ...(after === undefined ? {} : { after }) })
    for (const { question } of page) asked.add(sameQuestion(question))
    after = page.at(-1)?.id
    if (after === undefined) return asked
  }
}

/** Equal for questions that differ in case and punctuation only. */
export function sameQuestion(question: string): string {
  return question
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
