import type { Task } from '#core/task.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { phrasePathQuestion } from './phrase-path-question.ts'
import { writeOpenBookPrompt } from './write-open-book-prompt.ts'

/**
 * Makes a task of profile `graph-path` again from what is stored: each step must still be a relation that its sentence
 * states in the graph, each step must begin where the one before ended, and question and prompt must come out the same.
 * Gives back what is wrong, or undefined.
 */
export async function examinePathTask(
  { path, book, question, trainingPrompt }: Task,
  graph: Pick<GraphStore, 'relationsOfChunks'>,
): Promise<string | undefined> {
  if (path === undefined || path.length === 0 || book === undefined) return 'the task has no path'
  const stated = await graph.relationsOfChunks([...new Set(path.map(({ evidence }) => evidence.chunkId))])
  for (const [index, step] of path.entries()) {
    const { subject, predicate, object, evidence } = step
    const isThere = stated.some(
      (each) =>
        each.subject.name === subject &&
        each.relation.predicate === predicate &&
        each.object.name === object &&
        each.evidence.some(({ chunkId, sentence }) => chunkId === evidence.chunkId && sentence === evidence.text),
    )
    if (!isThere) return `the graph no longer says: ${subject} ${predicate} ${object}`
    if (index > 0 && path[index - 1]!.object !== subject) return `step ${index + 1} does not begin where the last ended`
    if (!book.some((each) => each.step === index && each.sentence.text === evidence.text))
      return `the sentence of step ${index + 1} is not among those shown`
  }
  if (phrasePathQuestion(path) !== question) return 'the path gives another question'
  if (writeOpenBookPrompt(question, book) !== trainingPrompt) return 'the path gives another prompt'
  return undefined
}
