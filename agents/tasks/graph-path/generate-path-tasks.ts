import { createRandom } from '#core/create-random.ts'
import type { TaskSummary } from '#agents/tasks/generate-tasks.ts'
import { questionsAsked, sameQuestion } from '#agents/tasks/questions-asked.ts'
import { makeId } from '#core/id.ts'
import type { PathStep, Task } from '#core/task.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { findPaths } from './find-paths.ts'
import { openBook } from './open-book.ts'
import { phrasePathQuestion } from './phrase-path-question.ts'
import { writeOpenBookPrompt } from './write-open-book-prompt.ts'

/** Lengths of paths, in turn. */
const hops = [2, 3, 4] as const
/** Questions that end in the same sentence: one that many paths lead to is not asked for again and again. */
const tasksOfOneAnswer = 3

/**
 * Tasks of profile `graph-path`: the question is a path of 2 to 4 stated relations, and everything is written by code
 * from the path and its sentences, without a model. Documents take turns. The same graph and seed give the same tasks.
 * Ends with fewer than `n` when no path is left. `onTask` is awaited for each.
 */
export async function generatePathTasks(
  { n, seed, isResumed = false }: { readonly n: number; readonly seed: number; readonly isResumed?: boolean },
  { graph }: { readonly graph: GraphStore },
  options: { signal?: AbortSignal; onTask?: (task: Task) => Promise<void>; onDrop?: (reason: string) => void } = {},
): Promise<TaskSummary> {
  const random = createRandom(seed)
  const isOwn = (task: Task): boolean => isResumed && task.profile === 'graph-path' && task.seed === seed
  const asked = await questionsAsked(graph, (task) => !isOwn(task))
  const answers = new Map<string, number>()
  const dropped: Record<string, number> = {}
  const tasks: Task[] = []
  const drop = (reason: string): void => {
    dropped[reason] = (dropped[reason] ?? 0) + 1
    options.onDrop?.(reason)
  }
  const titles = new Map((await graph.listDocuments()).map(({ id, title }) => [id, title]))

  let ways = hops.map((length) => findPaths({ hops: length, random: createRandom(seed + length) }, graph, options))
  while (ways.length > 0 && tasks.length < n) {
    for (const way of ways) {
      if (tasks.length >= n) break
      const { value: path, done } = await way.next()
      if (done === true) {
        ways = ways.filter((other) => other !== way)
        continue
      }
      const question = phrasePathQuestion(path)
      const last = path.at(-1)!.evidence
      const timesAsked = answers.get(last.text) ?? 0
      if (asked.has(sameQuestion(question))) drop('the question was asked before')
      else if (timesAsked >= tasksOfOneAnswer) drop('other questions lead to the same sentence')
      else {
        const book = await openBook(path, { random, turn: tasks.length }, graph)
        const task = await toTask({ path, question, book })
        await options.onTask?.(task)
        asked.add(sameQuestion(question))
        answers.set(last.text, timesAsked + 1)
        tasks.push(task)
      }
    }
  }
  await Promise.all(ways.map((way) => way.return(undefined)))
  return { tasks, dropped }

  async function toTask({
    path,
    question,
    book,
  }: {
    readonly path: readonly PathStep[]
    readonly question: string
    readonly book: NonNullable<Task['book']>
  }): Promise<Task> {
    const chunkIds = path.map(({ evidence }) => evidence.chunkId)
    const chunks = await graph.getChunks(chunkIds)
    const passages = path.map(({ evidence }) => {
      const { chunkId, documentId, page } = evidence
      const passage = {
        chunkId,
        documentId,
        title: titles.get(documentId) ?? '',
        text: chunks.get(chunkId)?.text ?? '',
      }
      return page === undefined ? passage : { ...passage, page }
    })
    const [first, ...others] = passages
    const last = path.at(-1)!
    const documentIds = book.map(({ sentence }) => sentence.documentId)
    return {
      id: makeId('task', 'graph-path', seed, ...path.map(({ evidence }) => evidence.chunkId), question),
      profile: 'graph-path',
      seed,
      question,
      trainingPrompt: writeOpenBookPrompt(question, book),
      passage: first!,
      keySentence: last.evidence,
      fact: last.evidence.text,
      factOrigin: 'sentence',
      context: {
        passages: others.map((passage, index) => ({
          ...passage,
          foundIn: 'graph',
          score: 1,
          through: [path[index]!.object],
        })),
        relations: path,
      },
      path,
      book,
      documentIds: [...new Set(documentIds)].toSorted(),
      generator: { model: 'graph-path', calls: 0, inputTokens: 0, outputTokens: 0 },
    }
  }
}
