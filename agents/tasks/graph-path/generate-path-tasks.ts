import { setImmediate as turn } from 'node:timers/promises'
import { readCommunities } from '#agents/tasks/draw-chunks.ts'
import { createRandom } from '#core/create-random.ts'
import type { TaskSummary } from '#agents/tasks/generate-tasks.ts'
import { questionsAsked, sameQuestion } from '#agents/tasks/questions-asked.ts'
import { makeId } from '#core/id.ts'
import type { PathShape, PathStep, Task } from '#core/task.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { findComparisons } from './find-comparisons.ts'
import { findMeetings } from './find-meetings.ts'
import { findOrigins } from './find-origins.ts'
import { findPaths } from './find-paths.ts'
import { bookSize, openBook } from './open-book.ts'
import { phraseComparisonQuestion } from './phrase-comparison-question.ts'
import { phraseMeetingQuestion } from './phrase-meeting-question.ts'
import { phraseOriginQuestion } from './phrase-origin-question.ts'
import { phrasePathQuestion } from './phrase-path-question.ts'
import { readDirection } from './read-direction.ts'
import { writeOpenBookPrompt } from './write-open-book-prompt.ts'

/** Lengths of paths, in turn. */
const hops = [2, 3, 4] as const
/** Questions that end in the same sentence: one that many paths lead to is not asked for again and again. */
const tasksOfOneAnswer = 3

export interface PathWishes {
  readonly n: number
  readonly seed: number
  /** What was made with this seed before counts towards `n` and is made again. */
  readonly isResumed?: boolean
  /** Tasks there are: documents, communities and passages with fewest of them come first. */
  readonly covered?: readonly Task[]
}

/**
 * Tasks of profile `graph-path`: the question is a path of 2 to 4 stated relations, two relations that meet or part, or two values of
 * one property, and everything is written by code
 * from the path and its sentences, without a model. Documents take turns. The same graph and seed give the same tasks.
 * Ends with fewer than `n` when no path is left. `onTask` is awaited for each.
 */
export async function generatePathTasks(
  { n, seed, isResumed = false, covered = [] }: PathWishes,
  { graph }: { readonly graph: GraphStore },
  options: { signal?: AbortSignal; onTask?: (task: Task) => Promise<void>; onDrop?: (reason: string) => void } = {},
): Promise<TaskSummary> {
  const random = createRandom(seed)
  const isOwn = (task: Task): boolean => isResumed && task.profile === 'graph-path' && task.seed === seed
  const asked = await questionsAsked(graph, (task) => !isOwn(task))
  const answers = new Map<string, number>()
  /** Books of each size so far. */
  const turns = new Map<number, number>()
  const dropped: Record<string, number> = {}
  const tasks: Task[] = []
  const drop = (reason: string): void => {
    dropped[reason] = (dropped[reason] ?? 0) + 1
    options.onDrop?.(reason)
  }
  const titles = new Map((await graph.listDocuments()).map(({ id, title }) => [id, title]))

  const drawing = { covered: covered.filter((task) => !isOwn(task)), communities: await readCommunities(graph) }
  let ways: readonly { readonly shape: PathShape; readonly paths: AsyncGenerator<readonly PathStep[]> }[] = [
    ...hops.map((length) => ({
      shape: 'chain' as const,
      paths: findPaths({ hops: length, random: createRandom(seed + length), drawing }, graph, options),
    })),
    { shape: 'meeting', paths: findMeetings({ random: createRandom(seed + 5), drawing }, graph, options) },
    { shape: 'origin', paths: findOrigins({ random: createRandom(seed + 7), drawing }, graph, options) },
    { shape: 'comparison', paths: findComparisons({ random: createRandom(seed + 6) }, graph, options) },
  ]
  while (ways.length > 0 && tasks.length < n) {
    for (const way of ways) {
      if (tasks.length >= n) break
      // The graph answers at once: without a pause no signal or timer of the process would get its turn.
      await turn()
      const { shape, paths } = way
      const { value: path, done } = await paths.next()
      if (done === true) {
        ways = ways.filter((other) => other !== way)
        continue
      }
      const wanted = { path, shape }
      const question = await phraseQuestion(wanted)
      const last = path.at(-1)!.evidence
      const timesAsked = answers.get(last.text) ?? 0
      if (asked.has(sameQuestion(question))) drop('the question was asked before')
      else if (timesAsked >= tasksOfOneAnswer) drop('other questions lead to the same sentence')
      else {
        const book = await openBook(wanted, { random, turnOf: (size) => turns.get(size) ?? 0 }, graph)
        if (book.length < bookSize.fewest) {
          drop('too few sentences to choose from')
          continue
        }
        turns.set(book.length, (turns.get(book.length) ?? 0) + 1)
        const task = await toTask({ ...wanted, question, book })
        await options.onTask?.(task)
        asked.add(sameQuestion(question))
        answers.set(last.text, timesAsked + 1)
        tasks.push(task)
      }
    }
  }
  await Promise.all(ways.map(({ paths }) => paths.return(undefined)))
  return { tasks, dropped }

  async function phraseQuestion({ path, shape }: { path: readonly PathStep[]; shape: PathShape }): Promise<string> {
    if (shape === 'meeting') return phraseMeetingQuestion(path)
    if (shape === 'origin') return phraseOriginQuestion(path)
    if (shape === 'comparison') return phraseComparisonQuestion(path, await readDirection(path, graph))
    return phrasePathQuestion(path)
  }

  async function toTask({
    path,
    shape,
    question,
    book,
  }: {
    readonly path: readonly PathStep[]
    readonly shape: PathShape
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
      ...(shape !== 'chain' && { shape }),
      book,
      documentIds: [...new Set(documentIds)].toSorted(),
      generator: { model: 'graph-path', calls: 0, inputTokens: 0, outputTokens: 0 },
    }
  }
}
