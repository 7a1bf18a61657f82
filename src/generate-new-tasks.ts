import type { TaskSummary } from '#agents/tasks/generate-tasks.ts'
import { NacreError } from '#core/errors.ts'
import type { RejectedWay, Task, TaskProfile } from '#core/task.ts'
import { listAll } from '#graph/list-all.ts'
import { createBudgetedChatModel, createTokenBudget } from '#models/budgeted-chat-model.ts'
import type { App } from './app.ts'
import { chooseSeeds, type SeedChoice } from './choose-seeds.ts'

export interface GenerateOptions extends SeedChoice {
  readonly profile: TaskProfile
  readonly n: number
  readonly seed: number
  /** Goes on with what was made by the same profile and seed. */
  readonly isResumed?: boolean
  /** Documents, communities and passages of which there are fewest tasks come first. */
  readonly leastCoveredFirst?: boolean
  /** Profile `preflexor`: three more parts of thinking. */
  readonly isGraphMode?: boolean
  /** Profile `preflexor`: how the rejected answer is written; not at all where absent. */
  readonly rejected?: RejectedWay
  /** Tokens that may be read and written. */
  readonly budgetTokens?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, spentTokens: number) => void
}

/** What a run made; `stopped` says why it ended early, with all that was made before kept. */
export interface GenerateSummary extends TaskSummary {
  readonly stopped?: NacreError
}

/**
 * Generates tasks with the app's own parts; each is kept as soon as it is made. A run that is cancelled, or whose model or
 * budget gives out, tells what it has made and why it ended. Errors: `not-found` (empty corpus, a topic that matches nothing),
 * `invalid-input` (a choice that the profile does not have).
 */
export async function generateNewTasks(app: App, options: GenerateOptions): Promise<GenerateSummary> {
  const { profile, n, seed, isResumed = false, signal, onProgress } = options
  const graph = await app.graph()
  const cancel = signal === undefined ? {} : { signal }
  const budget = createTokenBudget(options.budgetTokens ?? Infinity)
  const made: Task[] = []
  const dropped: Record<string, number> = {}
  onProgress?.(0, 0)
  const keep = {
    ...cancel,
    onDrop: (reason: string) => {
      dropped[reason] = (dropped[reason] ?? 0) + 1
    },
    onTask: async (task: Task) => {
      await graph.putRecord('task', task)
      made.push(task)
      onProgress?.(made.length, budget.usedTokens)
    },
  }
  if (profile === 'graph-path' && (options.topic ?? options.text) !== undefined) {
    throw new NacreError('invalid-input', 'Profile graph-path walks the whole graph: leave --topic and --text out.')
  }
  const seeds = await chooseSeeds(options, app, cancel)
  if ((await graph.documentIds()).length === 0) {
    throw new NacreError('not-found', 'The corpus is empty. Read some documents with "nacre ingest".')
  }
  try {
    return await generate()
  } catch (error) {
    const isKept = error instanceof NacreError && error.code !== 'invalid-input' && error.code !== 'not-found'
    if (!isKept || (made.length === 0 && error.code !== 'cancelled')) throw error
    return { tasks: made, dropped, stopped: error }
  }

  async function generate(): Promise<TaskSummary> {
    if (profile === 'graph-path') {
      const { generatePathTasks } = await import('#agents/tasks/graph-path/generate-path-tasks.ts')
      return generatePathTasks({ n, seed, isResumed, covered: await readCovered() }, { graph }, keep)
    }
    const teacher = createBudgetedChatModel(await app.reasoner(), budget)
    if (profile === 'preflexor') {
      const { generatePreflexorTasks } = await import('#agents/tasks/preflexor/generate-preflexor-tasks.ts')
      const { openPassageSource } = await import('./open-passage-source.ts')
      const [retriever, embedder] = await Promise.all([app.retriever(), app.embedder()])
      const passages = await openPassageSource(graph, embedder, cancel)
      const policy = createBudgetedChatModel(await app.policy(), budget)
      const { rejected, isGraphMode = false } = options
      const places = seeds?.map(({ documentId, start }) => passages.placeOf(documentId, start))
      return generatePreflexorTasks(
        {
          n,
          seed,
          isGraphMode,
          ...(rejected === undefined ? {} : { rejected }),
          ...(places === undefined ? {} : { places: [...new Set(places)] }),
        },
        { graph, retriever, passages, teacher, policy },
        keep,
      )
    }
    const { generateTasks } = await import('#agents/tasks/generate-tasks.ts')
    const vectors = await app.vectors()
    const covered = await readCovered()
    const wishes = { n, seed, isResumed, covered, ...(seeds === undefined ? {} : { chunks: seeds }) }
    return generateTasks(wishes, { graph, vectors, teacher }, keep)
  }

  async function readCovered(): Promise<readonly Task[]> {
    return options.leastCoveredFirst === true ? Array.fromAsync(listAll(graph, 'task')) : []
  }
}
