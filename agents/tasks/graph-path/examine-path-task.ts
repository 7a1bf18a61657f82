import type { PathStep, Task } from '#core/task.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { phraseComparisonQuestion } from './phrase-comparison-question.ts'
import { phraseMeetingQuestion } from './phrase-meeting-question.ts'
import { phraseOriginQuestion } from './phrase-origin-question.ts'
import { phrasePathQuestion } from './phrase-path-question.ts'
import { readDirection } from './read-direction.ts'
import { writeOpenBookPrompt } from './write-open-book-prompt.ts'

/**
 * Makes a task of profile `graph-path` again from what is stored: each step must still be a relation that its sentence
 * states in the graph, the steps must hang together as the shape of the path says, and question and prompt must come out
 * the same. Gives back what is wrong, or undefined.
 */
export async function examinePathTask(
  { path, shape = 'chain', book, question, trainingPrompt }: Task,
  graph: Pick<GraphStore, 'relationsOfChunks' | 'quantitiesOfChunks'>,
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
    if (!book.some((each) => each.step === index && each.sentence.text === evidence.text))
      return `the sentence of step ${index + 1} is not among those shown`
  }
  const loose = path.findIndex((step, index) => index > 0 && !hangsOn(path[index - 1]!, step))
  if (loose !== -1)
    return shape === 'chain' ? `step ${loose + 1} does not begin where the last ended` : 'the steps do not meet'
  if ((await phraseAgain()) !== question) return 'the path gives another question'
  if (writeOpenBookPrompt(question, book) !== trainingPrompt) return 'the path gives another prompt'
  return undefined

  function hangsOn(before: PathStep, step: PathStep): boolean {
    if (shape === 'chain') return before.object === step.subject
    return shape === 'origin' ? before.subject === step.subject : before.object === step.object
  }

  async function phraseAgain(): Promise<string | undefined> {
    const steps = path ?? []
    if (shape === 'meeting') return phraseMeetingQuestion(steps)
    if (shape === 'origin') return phraseOriginQuestion(steps)
    if (shape === 'chain') return phrasePathQuestion(steps)
    try {
      return phraseComparisonQuestion(steps, await readDirection(steps, graph))
    } catch (error) {
      if (error instanceof RangeError) return undefined
      throw error
    }
  }
}
