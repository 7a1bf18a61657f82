import { addUsage } from '#agents/add-usage.ts'
import { cleanSentence } from '#agents/clean-sentence.ts'
import { throwIfCancelled } from '#core/errors.ts'
import type { Chunk } from '#core/chunk.ts'
import { makeId } from '#core/id.ts'
import type { SourceSentence, Task } from '#core/task.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { findNeighbours } from '#graph/retrieve/find-neighbours.ts'
import type { VectorStore } from '#graph/vector-store.ts'
import type { ChatModel } from '#models/chat-model.ts'
import { createRandom, type Random } from '#core/create-random.ts'
import { findAbbreviations } from '#core/find-abbreviations.ts'
import { describeLostSample } from './describe-lost-sample.ts'
import { drawChunks, type Drawing } from './draw-chunks.ts'
import { establishedSentences } from './established-sentences.ts'
import { explainAbbreviations } from './explain-abbreviations.ts'
import { findKeySentences } from './find-key-sentences.ts'
import { givesReason } from './gives-reason.ts'
import { needsRewording } from './needs-rewording.ts'
import { questionsAsked, sameQuestion } from './questions-asked.ts'
import { writeFact } from './write-fact.ts'
import { writeQuestion } from './write-question.ts'

export interface TaskParts {
  readonly graph: GraphStore
  readonly vectors: VectorStore
  /** The model that phrases the fact and the question. */
  readonly teacher: ChatModel
}

export interface TaskSummary {
  readonly tasks: readonly Task[]
  /** Passages and questions that were thrown away, by reason. */
  readonly dropped: Readonly<Record<string, number>>
}

/** Asks the policy to think, as the method does (arXiv 2410.12375). */
const trainingSuffix = ' Use <|thinking|>.'
const neighbourLimits = { vectors: 4, graph: 4, relations: 16 }

export interface TaskWishes extends Drawing {
  readonly n: number
  readonly seed: number
  /** These passages in this order, instead of a drawing. */
  readonly chunks?: readonly Chunk[]
  /** What was made with this seed before counts towards `n` and is taken as it is. */
  readonly isResumed?: boolean
}

/**
 * Tasks of profile `grounded`: a random passage (documents and communities take turns), one of its key sentences as a
 * fact, a question from the fact alone, and what stands near the passage in the vectors and in the graph. The same corpus,
 * seed and model give the same tasks. A reply that cannot be used costs its sample, not the run. Ends with fewer than `n`
 * when every passage was tried. `onTask` is awaited for each.
 */
export async function generateTasks(
  { n, seed, chunks, isResumed = false, ...drawing }: TaskWishes,
  { graph, vectors, teacher }: TaskParts,
  options: { signal?: AbortSignal; onTask?: (task: Task) => Promise<void>; onDrop?: (reason: string) => void } = {},
): Promise<TaskSummary> {
  const cancel = options.signal === undefined ? {} : { signal: options.signal }
  const random = createRandom(seed)
  const isOwn = (task: Task): boolean => isResumed && task.profile === 'grounded' && task.seed === seed
  const own = new Map<string, Task>()
  const asked = await questionsAsked(graph, (task) => {
    if (isOwn(task)) own.set(placeOf(task.keySentence), task)
    return !isOwn(task)
  })
  const titles = new Map((await graph.listDocuments()).map(({ id, title }) => [id, title]))
  const tasks: Task[] = []
  const dropped: Record<string, number> = {}
  const drop = (reason: string): void => {
    dropped[reason] = (dropped[reason] ?? 0) + 1
    options.onDrop?.(reason)
  }

  for await (const chunk of chunks ?? drawChunks(graph, random, drawing)) {
    if (tasks.length >= n) break
    throwIfCancelled(options.signal)
    try {
      const task = await makeTask(chunk)
      if (task === undefined) continue
      await options.onTask?.(task)
      asked.add(sameQuestion(task.question))
      tasks.push(task)
    } catch (error) {
      const reason = describeLostSample(error)
      if (reason === undefined) throw error
      drop(reason)
    }
  }
  return { tasks, dropped }

  async function makeTask(chunk: Chunk): Promise<Task | undefined> {
    const candidates = findKeySentences(chunk)
    // All that is known of a document is read only where the passage has something to ask about.
    const document = candidates.length === 0 ? undefined : await graph.getKnowledge(chunk.documentId)
    const keySentences = document === undefined ? [] : establishedSentences(candidates, document)
    if (document === undefined || keySentences.length === 0) {
      drop('the passage has too few sentences that stand alone')
      return undefined
    }
    const longForms = new Map(
      findAbbreviations(document.document.text).map(({ short, long }) => [short, cleanSentence(long)]),
    )
    const explained = keySentences
      .map((keySentence) => ({ keySentence, ...explainAbbreviations(cleanSentence(keySentence.text), longForms) }))
      .filter(({ unexplained }) => unexplained === undefined)
    const chosen = chooseSentence(explained, random)
    if (chosen === undefined) {
      drop('the passage has abbreviations that nothing explains')
      return undefined
    }
    const { keySentence } = chosen
    const questionSeed = random.below(2 ** 31)
    const made = own.get(placeOf(keySentence))
    if (made !== undefined) return made
    const title = titles.get(chunk.documentId) ?? ''
    const fact = await writeFact({ sentence: chosen.text, passage: chunk.text, title }, teacher, cancel)
    if (explainAbbreviations(fact.text, longForms).unexplained !== undefined) {
      drop('the fact has an abbreviation that nothing explains')
      return undefined
    }
    const isAsked = (question: string): boolean => asked.has(sameQuestion(question))
    const written = await writeQuestion(fact.text, teacher, { seed: questionSeed, isAsked, ...cancel })
    for (const reason of written.refused) drop(`question: ${reason}`)
    if (written.question === undefined) return undefined

    const { passages, relations } = await findNeighbours(
      chunk.id,
      { ...neighbourLimits, ...cancel },
      { graph, vectors },
    )
    const usage = addUsage(fact.usage, written.usage)
    const documentIds = [chunk, ...passages, ...relations.map(({ evidence }) => evidence)].map(
      ({ documentId }) => documentId,
    )
    return {
      id: makeId('task', 'grounded', seed, chunk.id, keySentence.start, teacher.id, written.question),
      profile: 'grounded',
      seed,
      question: written.question,
      trainingPrompt: written.question + trainingSuffix,
      passage: describePassage(chunk, title),
      keySentence,
      fact: fact.text,
      factOrigin: fact.origin,
      context: { passages, relations },
      documentIds: [...new Set(documentIds)].toSorted(),
      generator: { model: teacher.id, ...usage },
    }
  }
}

function placeOf({ chunkId, start }: SourceSentence): string {
  return `${chunkId}:${start}`
}

/**
 * Reasons make better questions than values: three times of four one of these, where there are any. A sentence that is a fact
 * as it is printed goes before one that has to be worded anew: it cites itself, and costs no call.
 */
function chooseSentence<T extends { readonly text: string }>(sentences: readonly T[], random: Random): T | undefined {
  const reasons = sentences.filter(({ text }) => givesReason(text))
  const pool = reasons.length > 0 && random.below(4) > 0 ? reasons : sentences
  const complete = pool.filter(({ text }) => !needsRewording(text))
  const candidates = complete.length > 0 ? complete : pool
  return candidates[random.below(Math.max(1, candidates.length))]
}

function describePassage({ id, documentId, page, text }: Chunk, title: string): Task['passage'] {
  const passage = { chunkId: id, documentId, title, text }
  return page === undefined ? passage : { ...passage, page }
}
