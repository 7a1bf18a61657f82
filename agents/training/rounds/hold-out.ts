import { join } from 'node:path'
import { z } from 'zod'
import { NacreError } from '#core/errors.ts'
import { sha256 } from '#core/id.ts'
import type { Task } from '#core/task.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { drawRoundTasks } from './draw-round-tasks.ts'
import { readRecord, writeRecord } from './record-file.ts'
import type { TrainingProfile } from './round-plan.ts'

/** Documents that are never trained on, and the tasks on them that every version is measured by. */
export interface HeldOut {
  readonly documentIds: readonly string[]
  readonly tasks: readonly Task[]
}

/** One document of so many is held out, and so many tasks are kept. */
const oneOf = 4
const mostTasks = 60
const fewestDocuments = 4
/** The same for all runs, so that versions trained with different seeds are measured by the same tasks. */
const seed = 1

const heldOutFile = z.object({ documentIds: z.array(z.string()), tasks: z.array(z.unknown()) })

/**
 * Chooses what is held out the first time (by the hash of a document's id, so that documents that come later do not move
 * it), and keeps to it. Errors: `invalid-input` when the corpus is too small to measure anything.
 */
export async function holdOut(
  folder: string,
  graph: GraphStore,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<HeldOut> {
  const path = join(folder, 'held-out.json')
  const known = await readRecord(path, heldOutFile)
  if (known !== undefined) return known as HeldOut
  const documentIds = await graph.documentIds()
  if (documentIds.length < fewestDocuments)
    throw new NacreError(
      'invalid-input',
      `Training needs ${fewestDocuments} documents or more, some of which are kept to measure by; there are ${documentIds.length}. Next: nacre ingest PATH`,
    )
  const ranked = documentIds.toSorted((a, b) => (sha256(a) < sha256(b) ? -1 : 1))
  const held = ranked.slice(0, Math.max(1, Math.floor(ranked.length / oneOf))).toSorted()
  const { heldOut } = await drawRoundTasks(graph, { seed, heldOutDocuments: new Set(held), ...options })
  if (heldOut.length === 0)
    throw new NacreError(
      'invalid-input',
      'The graph holds too few relations to make tasks from. Ingest more documents, with running text.',
    )
  const chosen: HeldOut = { documentIds: held, tasks: heldOut.slice(0, mostTasks) }
  await writeRecord(path, chosen)
  return chosen
}

/** A task as a profile asks it: a closed book leaves the evidence out of the prompt. */
export function inProfile(task: Task, profile: TrainingProfile): Task {
  if (profile === 'open-book') return task
  // Thinking without a book has no numbers to name: it is rendered from the trace.
  return { ...task, profile: 'grounded', trainingPrompt: `${task.question} Use <|thinking|>.` }
}
