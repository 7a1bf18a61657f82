import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { LlamaTokenizer } from '#models/llama-cpp-tokenizer.ts'
import { readGgufAdapter } from './adapter/read-gguf-adapter.ts'
import { writeGgufAdapter } from './adapter/write-gguf-adapter.ts'
import { compilePairs } from './data/compile-pairs.ts'
import type { LlamaShape } from './llama/llama-model.ts'
import { hashAdapter } from './llama/lora-adapter.ts'
import type { PolicyNetwork } from './llama/policy-network.ts'
import { trainAdapter } from './train-adapter.ts'
import type { Trainer } from './trainer.ts'

/** The trainer of this process (docs/decisions/0011). The same input gives the same adapter, number for number. */
export function createNativeTrainer(parts: {
  readonly network: PolicyNetwork
  readonly shape: LlamaShape
  readonly tokenizer: LlamaTokenizer
}): Trainer {
  const { network, shape, tokenizer } = parts
  return {
    id: 'native',
    async train({ job, rows, start, folder }, options = {}) {
      await mkdir(folder, { recursive: true })
      const { pairs, dropped } = compilePairs(rows, tokenizer, { ...job, ...job.limits })
      const adapter = await trainAdapter(
        job,
        pairs,
        {
          network,
          shape,
          start: start === undefined ? undefined : await readGgufAdapter(start, shape),
          checkpointPath: join(folder, 'checkpoint.gguf'),
        },
        options,
      )
      const path = join(folder, 'adapter.gguf')
      await writeGgufAdapter(path, adapter)
      return { path, hash: hashAdapter(adapter), dropped }
    },
  }
}
