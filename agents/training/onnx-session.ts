import { InferenceSession, Tensor } from 'onnxruntime-node'
import { NacreError } from '#core/errors.ts'
import { writeOnnxModel, type OnnxGraph } from './onnx-write-model.ts'

export interface Feed {
  readonly data: Float32Array | Float64Array | BigInt64Array
  readonly shape: readonly number[]
}

/** A graph that can be run. */
export interface OnnxSession {
  /** Names of the inputs it takes. */
  readonly inputs: readonly string[]
  /** The numbers of each output. Arrays that are fed are read in place, not copied. Errors: `unavailable` (out of memory). */
  run(feeds: Readonly<Record<string, Feed>>): Promise<Readonly<Record<string, Float32Array | Float64Array>>>
  close(): Promise<void>
}

/** Prepares a graph for ONNX Runtime on the CPU. With the same number of threads the same input gives the same numbers. */
export async function openOnnxSession(
  graph: OnnxGraph,
  { threads }: { readonly threads: number },
): Promise<OnnxSession> {
  const session = await InferenceSession.create(writeOnnxModel(graph), {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // Threads that spin while they wait take the cores from whatever else runs.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  })
  return {
    inputs: session.inputNames,
    async run(feeds) {
      const tensors = session.inputNames.map((name) => {
        const feed = feeds[name]
        if (feed === undefined) throw new RangeError(`The graph needs ${name}.`)
        return [name, toTensor(feed)] as const
      })
      const outputs = await session.run(Object.fromEntries(tensors)).catch((cause: unknown) => {
        throw new NacreError(
          'unavailable',
          `A step of training failed: ${String(cause)}. If memory ran out, give fewer tokens a row (--max-tokens).`,
          { cause },
        )
      })
      return Object.fromEntries(
        Object.entries(outputs).map(([name, { data }]) => [name, data as Float32Array | Float64Array]),
      )
    },
    close: () => session.release(),
  }
}

function toTensor({ data, shape }: Feed): Tensor {
  if (data instanceof Float32Array) return new Tensor('float32', data, shape)
  if (data instanceof Float64Array) return new Tensor('float64', data, shape)
  return new Tensor('int64', data, shape)
}
