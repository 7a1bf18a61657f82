import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LlamaShape, LinearName, Matrix } from '#agents/training/llama/llama-model.ts'
import type { LoraAdapter } from '#agents/training/llama/lora-adapter.ts'

const modules: Readonly<Record<LinearName, string>> = {
  attn_q: 'self_attn.q_proj',
  attn_k: 'self_attn.k_proj',
  attn_v: 'self_attn.v_proj',
  attn_output: 'self_attn.o_proj',
  ffn_gate: 'mlp.gate_proj',
  ffn_up: 'mlp.up_proj',
  ffn_down: 'mlp.down_proj',
}

/**
 * Writes an adapter as PEFT loads it: `adapter_config.json` and `adapter_model.safetensors`. The rows of q and k are put
 * back in the order of Hugging Face's Llama, which pairs the two halves of a head where llama.cpp pairs neighbours.
 */
export async function writePeftAdapter(
  folder: string,
  { rank, alpha, matrices }: LoraAdapter,
  options: { readonly shape: LlamaShape; readonly baseModel: string },
): Promise<void> {
  const { shape, baseModel } = options
  await mkdir(folder, { recursive: true })
  const config = {
    peft_type: 'LORA',
    task_type: 'CAUSAL_LM',
    base_model_name_or_path: baseModel,
    r: rank,
    lora_alpha: alpha,
    lora_dropout: 0,
    bias: 'none',
    fan_in_fan_out: false,
    inference_mode: true,
    target_modules: Object.values(modules).map((name) => name.split('.')[1]),
  }
  const tensors = [...matrices].map(([name, matrix]) => toPeft(name, matrix, shape))
  await write(join(folder, 'adapter_config.json'), `${JSON.stringify(config, undefined, 2)}\n`)
  await write(join(folder, 'adapter_model.safetensors'), toSafetensors(tensors))
}

interface NamedMatrix extends Matrix {
  readonly name: string
}

function toPeft(name: string, { shape: sizes, data }: Matrix, shape: LlamaShape): NamedMatrix {
  const [, layer = '', linear = '', , factor = ''] = name.split('.')
  const letter = factor === 'lora_a' ? 'A' : 'B'
  const peftName = `base_model.model.model.layers.${layer}.${modules[linear as LinearName]}.lora_${letter}.weight`
  const isTurned = letter === 'B' && (linear === 'attn_q' || linear === 'attn_k')
  return { name: peftName, shape: sizes, data: isTurned ? partPairs(data, sizes[1]!, shape.headSize) : data }
}

/** Row (head, pair, half) becomes row (head, half, pair). */
function partPairs(data: Float32Array, columns: number, headSize: number): Float32Array {
  const out = new Float32Array(data.length)
  for (let row = 0; row < data.length / columns; row++) {
    const within = row % headSize
    const to = row - within + (within % 2) * (headSize / 2) + Math.floor(within / 2)
    out.set(data.subarray(row * columns, (row + 1) * columns), to * columns)
  }
  return out
}

/** The safetensors format: length of a JSON header (8 bytes), the header, the numbers. */
function toSafetensors(tensors: readonly NamedMatrix[]): Buffer {
  let offset = 0
  const entries = tensors.map(({ name, shape, data }) => {
    const start = offset
    offset += data.byteLength
    return [name, { dtype: 'F32', shape, data_offsets: [start, offset] }] as const
  })
  const text = JSON.stringify(Object.fromEntries(entries))
  const header = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(header.length))
  const numbers = tensors.map(({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  return Buffer.concat([length, header, ...numbers])
}

async function write(path: string, content: string | Buffer): Promise<void> {
  const temporary = `${path}.${process.pid}.part`
  await writeFile(temporary, content)
  await rename(temporary, path)
}
