import { on } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { averageTokens, openQuickSession, runEncoder } from './onnx-session.ts'

/** What a lane is asked: the tokens of a text. */
export interface LaneRequest {
  readonly ids: readonly number[]
}

/** What it answers to each, in order: the text's vector, or what went wrong. */
export type LaneReply = { readonly vector: Float32Array<ArrayBuffer> } | { readonly failure: string }

// The other side of `OnnxLanes`: a thread that has the model for itself and passes one text after the other through it.
const opened = openQuickSession(workerData as string)
// Whoever asks is told; until then it is nobody's to catch.
opened.catch(() => undefined)

if (parentPort !== null) {
  for await (const [request] of on(parentPort, 'message')) {
    const reply = await embed(request as LaneRequest)
    parentPort.postMessage(reply, 'vector' in reply ? [reply.vector.buffer] : [])
  }
}

async function embed({ ids }: LaneRequest): Promise<LaneReply> {
  try {
    const { states, free } = await runEncoder(await opened, ids)
    const vector = averageTokens(states, 0, ids.length)
    free()
    return { vector }
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) }
  }
}
