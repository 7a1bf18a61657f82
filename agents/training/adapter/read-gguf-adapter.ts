import { NacreError } from '#core/errors.ts'
import { readGguf } from '#agents/training/gguf/read-gguf.ts'
import { linearNames, linearShape, type LlamaShape, type Matrix } from '#agents/training/llama/llama-model.ts'
import type { LoraAdapter } from '#agents/training/llama/lora-adapter.ts'

/** Reads an adapter that was written for a model of this shape. Errors: `invalid-input` when it belongs to another. */
export async function readGgufAdapter(path: string, shape: LlamaShape): Promise<LoraAdapter> {
  const file = await readGguf(path)
  try {
    const alpha = file.metadata.get('adapter.lora.alpha')
    const rank = file.tensors.get('blk.0.attn_q.weight.lora_a')?.sizes[1]
    if (typeof alpha !== 'number' || rank === undefined)
      throw new NacreError('invalid-input', `Expected a LoRA adapter in ${path}; it holds none.`)
    const matrices = new Map<string, Matrix>()
    for (let layer = 0; layer < shape.layers; layer++) {
      for (const name of linearNames) {
        const [out, columns] = linearShape(shape, name)
        await take(`blk.${layer}.${name}.weight.lora_a`, [rank, columns])
        await take(`blk.${layer}.${name}.weight.lora_b`, [out, rank])
      }
    }
    return { rank, alpha, matrices }

    async function take(name: string, sizes: readonly number[]): Promise<void> {
      const found = file.tensors.get(name)?.sizes.toReversed() ?? []
      if (found.join() !== sizes.join())
        throw new NacreError(
          'invalid-input',
          `${path} was trained on another model: ${name} should be ${sizes.join(' x ')}, it is ${found.join(' x ') || 'not there'}. Name the version that belongs to this policy.`,
        )
      matrices.set(name, { shape: sizes, data: await file.read(name) })
    }
  } finally {
    await file.close()
  }
}
