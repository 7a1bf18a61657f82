import { writeGguf } from '#agents/training/gguf/write-gguf.ts'
import type { LoraAdapter } from '#agents/training/llama/lora-adapter.ts'

/** Writes an adapter as llama.cpp loads it (convert_lora_to_gguf.py), float32. */
export async function writeGgufAdapter(path: string, { alpha, matrices }: LoraAdapter): Promise<void> {
  await writeGguf(path, {
    metadata: [
      { key: 'general.architecture', type: 'string', value: 'llama' },
      { key: 'general.type', type: 'string', value: 'adapter' },
      { key: 'adapter.type', type: 'string', value: 'lora' },
      { key: 'adapter.lora.alpha', type: 'float32', value: alpha },
    ],
    tensors: [...matrices].map(([name, { shape, data }]) => ({
      name,
      sizes: shape.toReversed(),
      type: 0,
      bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    })),
  })
}
