import { readFile } from 'node:fs/promises'
import type { InferenceSession } from 'onnxruntime-node'
import { NacreError } from '#core/errors.ts'
import { exactProduct, multiplyInInt8, productProbe, type WeightForm } from './onnx-int8-products.ts'

/** Numbers of a vector of all-MiniLM-L6-v2 and its like. */
export const dimensions = 384

/** Opens a model, from a file or from its bytes, for passes on `threads` threads. Throws `unavailable`. */
export async function openSession(model: string | Uint8Array, threads: number): Promise<InferenceSession> {
  const { InferenceSession } = await import('onnxruntime-node')
  const options: InferenceSession.SessionOptions = {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    // Spinning threads win nothing here and starve whatever else runs on a small machine.
    extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
  }
  const opened =
    typeof model === 'string' ? InferenceSession.create(model, options) : InferenceSession.create(model, options)
  return opened.catch((cause: unknown) => {
    const place = typeof model === 'string' ? ` in ${model}` : ''
    throw new NacreError(
      'unavailable',
      `Expected an ONNX model${place}; it could not be loaded. Delete the file and run "nacre models pull".`,
      { cause },
    )
  })
}

/**
 * Opens the model of a file so that it multiplies in 8 bits, in the quickest form that this processor multiplies exactly; the
 * model as it is where there is none, or where the model's weights are of another kind. One thread.
 */
export async function openQuickSession(modelPath: string): Promise<InferenceSession> {
  for (const form of ['int8', 'uint8'] as const) {
    if (!(await multipliesExactly(form))) continue
    const quick = multiplyInInt8(await readFile(modelPath), form)
    return openSession(quick ?? modelPath, 1)
  }
  return openSession(modelPath, 1)
}

async function multipliesExactly(form: WeightForm): Promise<boolean> {
  const { Tensor } = await import('onnxruntime-node')
  const probe = await openSession(productProbe(form), 1)
  const { y } = await probe.run({ x: new Tensor('uint8', new Uint8Array(8 * 64).fill(255), [8, 64]) })
  const products = y?.data as Int32Array | undefined
  const isExact = products !== undefined && products.every((product) => product === exactProduct)
  await probe.release()
  return isExact
}

/** A pass over a BERT encoder: the states of all tokens, row-major, `dimensions` wide. `free` when they were read. */
export async function runEncoder(
  session: InferenceSession,
  ids: readonly number[],
): Promise<{ states: Float32Array; free: () => void }> {
  const { Tensor } = await import('onnxruntime-node')
  const shape = [1, ids.length]
  const { last_hidden_state: hidden } = await session.run({
    input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
    attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
    token_type_ids: new Tensor('int64', new BigInt64Array(ids.length), shape),
  })
  return { states: hidden?.data as Float32Array, free: () => hidden?.dispose() }
}

/** Mean of the rows `first` to `after` of `states`, scaled to length 1. */
export function averageTokens(states: Float32Array, first: number, after: number): Float32Array<ArrayBuffer> {
  const sums = new Float64Array(dimensions)
  for (let at = first * dimensions; at < after * dimensions; at += dimensions) {
    for (let dimension = 0; dimension < dimensions; dimension++) sums[dimension]! += states[at + dimension]!
  }
  const norm = Math.hypot(...sums)
  if (!(norm > 0)) {
    throw new NacreError('unavailable', 'Expected a vector from the embedding model; got zeros or no numbers.')
  }
  return Float32Array.from(sums, (sum) => sum / norm)
}
