import { readFile } from 'node:fs/promises'
import { buildPair } from '#agents/pairs/build-pair.ts'
import { answerPathTask } from '#agents/tasks/graph-path/answer-path-task.ts'
import { measureSample } from '#agents/training/evaluate/measure-sample.ts'
import { throwIfCancelled, NacreError } from '#core/errors.ts'
import { sha256 } from '#core/id.ts'
import type { PreferencePair } from '#core/pair.ts'
import type { Task } from '#core/task.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { ChatModel } from '#models/chat-model.ts'
import { inProfile } from './hold-out.ts'
import { appendLine } from './record-file.ts'
import type { RoundPlan } from './round-plan.ts'

export interface CollectedPairs {
  readonly pairs: readonly PreferencePair[]
  /** Tasks that gave no pair, by reason. */
  readonly dropped: Readonly<Record<string, number>>
}

/**
 * Asks the current policy each task until there are as many pairs as wanted: chosen is composed from the path, rejected
 * is what the policy says to exactly the training prompt. Each pair is kept as a line of `path` and in the graph, so a
 * run that was killed goes on. Errors: `conflict` when a pair is not from this policy and prompt.
 */
export async function collectPairs(
  tasks: readonly Task[],
  plan: Pick<RoundPlan, 'pairs' | 'profile'>,
  parts: { readonly policy: ChatModel; readonly graph: GraphStore; readonly path: string },
  options: { readonly signal?: AbortSignal | undefined; readonly onPair?: (done: number) => void } = {},
): Promise<CollectedPairs> {
  const { policy, graph, path } = parts
  const { signal, onPair } = options
  const dropped: Record<string, number> = {}
  const known = new Map((await readPairs(path)).map((pair) => [pair.taskId, pair]))
  const pairs: PreferencePair[] = []
  for (const drawn of tasks) {
    if (pairs.length >= plan.pairs) break
    throwIfCancelled(signal)
    const task = inProfile(drawn, plan.profile)
    const pair = known.get(task.id) ?? (await build(task))
    if (pair === undefined) continue
    checkOrigin(pair, policy)
    pairs.push(pair)
    onPair?.(pairs.length)
  }
  return { pairs, dropped }

  async function build(task: Task): Promise<PreferencePair | undefined> {
    const trace = answerPathTask(task)
    const built = await buildPair(task, trace, { policy, graph }, signal === undefined ? {} : { signal })
    const reason = built.ok ? whyNoLesson(built.pair, task) : built.dropped.reason
    if (!built.ok || reason !== undefined) {
      dropped[reason ?? ''] = (dropped[reason ?? ''] ?? 0) + 1
      return undefined
    }
    await graph.putRecord('task', task)
    await graph.putRecord('trace', trace)
    await graph.putRecord('pair', built.pair)
    await appendLine(path, built.pair)
    return built.pair
  }
}

/** A reply of the policy that is as good as the chosen one would be trained away from. */
function whyNoLesson({ rejected }: PreferencePair, task: Task): string | undefined {
  const { format, right, verbatim } = measureSample({ text: rejected, isEnded: true }, task, task)
  return format * right * verbatim === 1 ? 'the policy answers as well' : undefined
}

/** The rejected reply comes from the version that is trained on, asked with the very prompt that is trained. */
function checkOrigin({ id, prompt, generators }: PreferencePair, policy: ChatModel): void {
  if (generators.rejected === policy.id && generators.promptSha256 === sha256(prompt)) return
  throw new NacreError(
    'conflict',
    `The pair ${id} was made by ${generators.rejected} and the policy is ${policy.id}, or its prompt was changed. Start the round anew: nacre train round --restart`,
  )
}

/** The pairs of a file of lines; a last line that was not written whole is left out. */
async function readPairs(path: string): Promise<readonly PreferencePair[]> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as PreferencePair)
}
