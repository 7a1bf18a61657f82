import { addUsage } from '#agents/add-usage.ts'
import { cleanSentence } from '#agents/clean-sentence.ts'
import type { TaskSummary } from '#agents/tasks/generate-tasks.ts'
import { describeLostSample } from '#agents/tasks/describe-lost-sample.ts'
import { pickEvidence } from '#agents/verify/pick-evidence.ts'
import { createRandom, type Random } from '#core/create-random.ts'
import { NacreError, throwIfCancelled } from '#core/errors.ts'
import { makeId } from '#core/id.ts'
import { splitSentences } from '#core/split-sentences.ts'
import type { RejectedWay, SeedPassage, SourceSentence, Task } from '#core/task.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { Retriever } from '#graph/retrieve/create-retriever.ts'
import type { ChatModel } from '#models/chat-model.ts'
import type { PassageSource } from './passage-source.ts'
import { writeRejected } from './write-rejected.ts'
import { trainingSuffix, writeSample } from './write-sample.ts'

export interface PreflexorParts {
  readonly graph: GraphStore
  readonly retriever: Retriever
  readonly passages: PassageSource
  readonly teacher: ChatModel
  /** The model that is trained; asked for the rejected answers of phases I and II. */
  readonly policy: ChatModel
}

export interface PreflexorWishes {
  readonly n: number
  readonly seed: number
  /** Graph mode: three more parts of thinking (arXiv 2501.08120). */
  readonly isGraphMode?: boolean
  /** No rejected answer is written where this is absent. */
  readonly rejected?: RejectedWay
  /** Places of the pieces to draw from; the whole corpus where absent. */
  readonly places?: readonly number[]
}

/** Pieces of a seed text, and those that enrich it. */
const piecesOfSeed = 3
const piecesOfEnrichment = 2
/** Passages looked at for two that stand in different pieces. */
const passagesSearched = 12

/**
 * Tasks of profile `preflexor`: exactly the published method (arXiv 2410.12375), without gates. Each is made from three pieces
 * drawn uniformly without replacement from the whole corpus: 10 model calls with the rejected answer, 13 in graph mode.
 * The same corpus, seed and models give the same tasks, so a run that was stopped is repeated and finds its calls in the
 * cache. `onTask` is awaited for each. Throws `not-found` where the corpus is empty.
 */
export async function generatePreflexorTasks(
  { n, seed, isGraphMode = false, rejected, places }: PreflexorWishes,
  { graph, retriever, passages, teacher, policy }: PreflexorParts,
  options: { signal?: AbortSignal; onTask?: (task: Task) => Promise<void>; onDrop?: (reason: string) => void } = {},
): Promise<TaskSummary> {
  const cancel = options.signal === undefined ? {} : { signal: options.signal }
  const pool = places ?? Array.from({ length: passages.count }, (_, place) => place)
  if (pool.length === 0)
    throw new NacreError('not-found', 'The corpus is empty. Read some documents with "nacre ingest".')
  const random = createRandom(seed)
  const tasks: Task[] = []
  const dropped: Record<string, number> = {}
  const drop = (reason: string): void => {
    dropped[reason] = (dropped[reason] ?? 0) + 1
    options.onDrop?.(reason)
  }
  const enrich = async (query: string): Promise<readonly SeedPassage[]> => {
    const hits = await retriever.search(query, { mode: 'vector', limit: passagesSearched, ...cancel })
    const found = hits
      .map(({ documentId, start }) => passages.placeOf(documentId, start))
      .filter((place) => place !== -1)
    return passages.read([...new Set(found)].slice(0, piecesOfEnrichment))
  }

  for (let number = 0; number < n; number++) {
    throwIfCancelled(options.signal)
    const seeds = await passages.read(drawThree(pool, random))
    const sampleSeed = random.below(2 ** 31)
    try {
      const written = await writeSample(seeds, { teacher, enrich }, { seed: sampleSeed, isGraphMode, ...cancel })
      if (!written.ok) {
        drop(written.reason)
        continue
      }
      const { question, sample, documentIds } = written
      const trainingPrompt = question + trainingSuffix
      const key = await nearestSentence(`${question} ${sample.answer}`, seeds, graph)
      if (key === undefined) {
        drop('no sentence of the seed text bears on the answer')
        continue
      }
      const model = rejected === 'teacher' ? teacher : policy
      const reply =
        rejected === undefined
          ? undefined
          : await writeRejected({ question, trainingPrompt, seed: sampleSeed }, rejected, model, cancel)
      const task: Task = {
        id: makeId('task', 'preflexor', seed, number, teacher.id, isGraphMode ? 1 : 0, rejected ?? '', question),
        profile: 'preflexor',
        seed,
        question,
        trainingPrompt,
        ...key,
        fact: sample.answer,
        factOrigin: 'model',
        context: { passages: [], relations: [] },
        sample: {
          ...sample,
          ...(reply === undefined || rejected === undefined
            ? {}
            : { rejected: { way: rejected, text: reply.text, model: model.id } }),
        },
        documentIds,
        generator: {
          model: teacher.id,
          ...(reply === undefined ? written.usage : addUsage(written.usage, reply.usage)),
        },
      }
      await options.onTask?.(task)
      tasks.push(task)
    } catch (error) {
      const reason = describeLostSample(error)
      if (reason === undefined) throw error
      drop(reason)
    }
  }
  return { tasks, dropped }
}

/** Uniformly, none twice; all of them where there are fewer. */
function drawThree(pool: readonly number[], random: Random): number[] {
  const drawn = new Set<number>()
  while (drawn.size < Math.min(piecesOfSeed, pool.length)) drawn.add(pool[random.below(pool.length)]!)
  return [...drawn]
}

/** The sentence of the seed text that shares most with a text, and the passage of the corpus that holds it. */
async function nearestSentence(
  text: string,
  seeds: readonly SeedPassage[],
  graph: GraphStore,
): Promise<Pick<Task, 'keySentence' | 'passage'> | undefined> {
  const sentences = seeds.flatMap((seed) =>
    splitSentences(seed.text).map(({ start, end }) => ({
      seed,
      start: seed.start + start,
      end: seed.start + end,
      text: seed.text.slice(start, end),
    })),
  )
  const [nearest] = pickEvidence(cleanSentence(text), sentences, 1)
  if (nearest === undefined) return undefined
  const { documentId, title } = nearest.seed
  const chunk = (await graph.chunksOfDocument(documentId)).find(
    ({ start, end }) => start <= nearest.start && nearest.start < end,
  )
  if (chunk === undefined) return undefined
  const page = chunk.page === undefined ? {} : { page: chunk.page }
  const place: Pick<SourceSentence, 'chunkId' | 'documentId' | 'page'> = { chunkId: chunk.id, documentId, ...page }
  return {
    keySentence: { ...place, start: nearest.start, end: nearest.end, text: nearest.text },
    passage: { ...place, title, text: chunk.text },
  }
}
