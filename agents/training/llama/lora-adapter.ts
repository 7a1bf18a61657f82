import type { Random } from '#core/create-random.ts'
import { sha256 } from '#core/id.ts'
import { linearNames, linearShape, type LlamaShape, type Matrix } from './llama-model.ts'

export interface LoraConfig {
  readonly rank: number
  readonly alpha: number
}

/** What training changes: two thin matrices for each linear layer, `<layer>.weight.lora_a` [rank, in] and `…lora_b` [out, rank]. */
export interface LoraAdapter extends LoraConfig {
  /** In a fixed order. */
  readonly matrices: ReadonlyMap<string, Matrix>
}

/** An adapter that changes nothing yet: A uniform within 1 / sqrt(in) (Kaiming), B zero. */
export function createLoraAdapter(shape: LlamaShape, { rank, alpha }: LoraConfig, random: Random): LoraAdapter {
  const matrices = new Map<string, Matrix>()
  for (let layer = 0; layer < shape.layers; layer++) {
    for (const name of linearNames) {
      const [out, columns] = linearShape(shape, name)
      const bound = 1 / Math.sqrt(columns)
      const a = Float32Array.from({ length: rank * columns }, () => bound * (random.below(2 ** 32) / 2 ** 31 - 1))
      matrices.set(`blk.${layer}.${name}.weight.lora_a`, { shape: [rank, columns], data: a })
      matrices.set(`blk.${layer}.${name}.weight.lora_b`, { shape: [out, rank], data: new Float32Array(out * rank) })
    }
  }
  return { rank, alpha, matrices }
}

/** SHA-256 of the numbers of an adapter: the same training gives the same. */
export function hashAdapter({ rank, alpha, matrices }: LoraAdapter): string {
  const parts = [...matrices].flatMap(([name, { data }]) => [
    Buffer.from(`${name}:`),
    new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  ])
  return sha256(Buffer.concat([Buffer.from(`${rank}:${alpha}:`), ...parts]))
}
