import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { NacreError } from '#core/errors.ts'
import type { LaneReply, LaneRequest } from './onnx-lane-entry.ts'

interface Waiting {
  readonly ids: readonly number[]
  readonly resolve: (vector: Float32Array) => void
  readonly reject: (error: NacreError) => void
  readonly signal: AbortSignal | undefined
}

/** A lane takes a third of a second to start: a process that searches once would wait for a second one, not win by it. */
const textsBeforeSecond = 64

interface Lane {
  readonly worker: Worker
  current: Waiting | undefined
}

/**
 * Embeds texts in 8 bits (see `openQuickSession`) beside this thread: each of up to `most` lanes is a thread with its own copy
 * of the model, and passes one text at a time on one core. Two lanes of one core do twice what one pass on two cores does,
 * because texts to search with are short, and the event loop stays free. The first lane is started by the first text, another
 * when a text finds all busy after a search or two. A lane keeps the process alive only while it works.
 *
 * A lane that breaks fails the text it had (`unavailable`); the next text starts another.
 */
export class OnnxLanes {
  readonly #modelPath: string
  readonly #most: number
  readonly #queue: Waiting[] = []
  readonly #lanes = new Set<Lane>()
  #embedded = 0

  constructor(modelPath: string, most: number) {
    this.#modelPath = modelPath
    this.#most = most
  }

  /** The vector of a text given as tokens, of length 1. A text that waits when `signal` fires is not embedded: `cancelled`. */
  embed(ids: readonly number[], signal?: AbortSignal): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ ids, resolve, reject, signal })
      this.#next()
    })
  }

  /** Ends all lanes; what still waits fails with `cancelled`. */
  async close(): Promise<void> {
    const lanes = [...this.#lanes]
    this.#lanes.clear()
    const waiting = [...lanes.flatMap(({ current }) => current ?? []), ...this.#queue.splice(0)]
    for (const { reject } of waiting) reject(new NacreError('cancelled', 'The embedder was closed.'))
    await Promise.all(lanes.map(({ worker }) => worker.terminate()))
  }

  #next(): void {
    while (this.#queue.length > 0) {
      const lane = [...this.#lanes].find(({ current }) => current === undefined) ?? this.#start()
      if (lane === undefined) return
      const waiting = this.#queue.shift()!
      if (waiting.signal?.aborted) {
        waiting.reject(new NacreError('cancelled', 'The work was cancelled.', { cause: waiting.signal.reason }))
        continue
      }
      lane.current = waiting
      lane.worker.ref()
      lane.worker.postMessage({ ids: waiting.ids } satisfies LaneRequest, [])
    }
  }

  #start(): Lane | undefined {
    if (this.#lanes.size === this.#most) return undefined
    if (this.#lanes.size > 0 && this.#embedded < textsBeforeSecond) return undefined
    const entry = new URL(`./onnx-lane-entry${extname(import.meta.url)}`, import.meta.url)
    const worker = new Worker(entry, { workerData: this.#modelPath })
    const lane: Lane = { worker, current: undefined }
    this.#lanes.add(lane)
    worker.unref()
    worker.on('message', (reply: LaneReply) => {
      const asked = lane.current
      lane.current = undefined
      this.#embedded += 1
      worker.unref()
      if ('vector' in reply) asked?.resolve(reply.vector)
      else asked?.reject(new NacreError('unavailable', reply.failure))
      this.#next()
    })
    const onEnd = (reason: string): void => {
      if (!this.#lanes.delete(lane)) return
      lane.current?.reject(new NacreError('unavailable', `The thread that embeds texts has ended (${reason}).`))
      this.#next()
    }
    worker.on('error', (error) => onEnd(error instanceof Error ? error.message : String(error)))
    worker.on('exit', (status) => onEnd(`exit ${status}`))
    return lane
  }
}
