import { stat } from 'node:fs/promises'
import { writeGguf, type GgufTensor } from './gguf/write-gguf.ts'
import { readGguf } from './gguf/read-gguf.ts'
import type { LoraAdapter } from './llama/lora-adapter.ts'
import type { Matrix } from './llama/llama-model.ts'
import type { AdamState } from './optimise/adam-w.ts'

/** Everything a run needs to go on as if it had never stopped: the order of the data follows from seed and step. */
export interface Checkpoint {
  readonly adapter: LoraAdapter
  readonly state: AdamState
}

/** Keeps a checkpoint of the run with this key; a kill while writing leaves the one before. */
export async function writeCheckpoint(path: string, key: string, { adapter, state }: Checkpoint): Promise<void> {
  const tensor = (name: string, shape: readonly number[], data: Float32Array): GgufTensor => {
    return {
      name,
      sizes: shape.toReversed(),
      type: 0,
      bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    }
  }
  await writeGguf(path, {
    metadata: [
      { key: 'general.architecture', type: 'string', value: 'llama' },
      { key: 'nacre.run', type: 'string', value: key },
      { key: 'nacre.step', type: 'uint32', value: state.step },
      { key: 'nacre.rank', type: 'uint32', value: adapter.rank },
      { key: 'nacre.alpha', type: 'float32', value: adapter.alpha },
    ],
    tensors: [...adapter.matrices].flatMap(([name, { shape, data }]) => [
      tensor(name, shape, data),
      tensor(`${name}.first`, shape, state.first.get(name)!),
      tensor(`${name}.second`, shape, state.second.get(name)!),
    ]),
  })
}

/** The checkpoint of the run with this key; undefined where there is none, or it belongs to another run. */
export async function readCheckpoint(path: string, key: string): Promise<Checkpoint | undefined> {
  const exists = await stat(path).then(
    () => true,
    () => false,
  )
  if (!exists) return undefined
  const file = await readGguf(path)
  try {
    if (file.metadata.get('nacre.run') !== key) return undefined
    const matrices = new Map<string, Matrix>()
    const first = new Map<string, Float32Array>()
    const second = new Map<string, Float32Array>()
    for (const [name, { sizes }] of file.tensors) {
      if (name.endsWith('.first')) first.set(name.slice(0, -'.first'.length), await file.read(name))
      else if (name.endsWith('.second')) second.set(name.slice(0, -'.second'.length), await file.read(name))
      else matrices.set(name, { shape: sizes.toReversed(), data: await file.read(name) })
    }
    const number = (key: string): number => Number(file.metadata.get(key))
    return {
      adapter: { rank: number('nacre.rank'), alpha: number('nacre.alpha'), matrices },
      state: { step: number('nacre.step'), first, second },
    }
  } finally {
    await file.close()
  }
}
