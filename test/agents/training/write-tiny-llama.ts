import { createRandom } from '#core/create-random.ts'
import { linearNames, linearShape, type LlamaShape } from '#agents/training/llama/llama-model.ts'
import { writeGguf, type GgufTensor } from '#agents/training/gguf/write-gguf.ts'

/** Two blocks, grouped queries, a byte-level vocabulary. */
export const tinyShape: LlamaShape = {
  layers: 2,
  width: 64,
  heads: 4,
  keyValueHeads: 2,
  headSize: 16,
  feedForward: 96,
  vocabulary: 259,
  contextTokens: 4096,
  epsilon: 1e-5,
  ropeBase: 10_000,
}

const template =
  "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"

/** Writes a random Llama that llama.cpp loads: float16 weights, seeded, every byte a token. */
export async function writeTinyLlama(path: string, seed = 1): Promise<void> {
  const random = createRandom(seed)
  const { layers, width, vocabulary } = tinyShape
  const uniform = (): number => random.below(2 ** 32) / 2 ** 31 - 1
  const tensors: GgufTensor[] = []
  const matrix = (name: string, [out, columns]: readonly [number, number], spread: number): void => {
    const bytes = new Uint8Array(
      new Float16Array(Array.from({ length: out * columns }, () => spread * uniform())).buffer,
    )
    tensors.push({ name, sizes: [columns, out], type: 1, bytes })
  }
  const norm = (name: string): void => {
    const bytes = new Uint8Array(Float32Array.from({ length: width }, () => 1 + 0.2 * uniform()).buffer)
    tensors.push({ name, sizes: [width], type: 0, bytes })
  }
  matrix('token_embd.weight', [vocabulary, width], 0.5)
  norm('output_norm.weight')
  for (let layer = 0; layer < layers; layer++) {
    norm(`blk.${layer}.attn_norm.weight`)
    norm(`blk.${layer}.ffn_norm.weight`)
    for (const name of linearNames) {
      const sizes = linearShape(tinyShape, name)
      matrix(`blk.${layer}.${name}.weight`, sizes, 2.5 / Math.sqrt(sizes[1]))
    }
  }
  const tokens = [...byteCharacters(), '<|endoftext|>', '<|im_start|>', '<|im_end|>']
  const number = (key: string, value: number, type: 'uint32' | 'float32' = 'uint32') => ({ key, type, value }) as const
  await writeGguf(path, {
    metadata: [
      { key: 'general.architecture', type: 'string', value: 'llama' },
      { key: 'general.name', type: 'string', value: 'tiny' },
      number('llama.block_count', layers),
      number('llama.context_length', tinyShape.contextTokens),
      number('llama.embedding_length', width),
      number('llama.feed_forward_length', tinyShape.feedForward),
      number('llama.attention.head_count', tinyShape.heads),
      number('llama.attention.head_count_kv', tinyShape.keyValueHeads),
      number('llama.rope.freq_base', tinyShape.ropeBase, 'float32'),
      number('llama.rope.dimension_count', tinyShape.headSize),
      number('llama.attention.layer_norm_rms_epsilon', tinyShape.epsilon, 'float32'),
      number('llama.vocab_size', vocabulary),
      { key: 'tokenizer.ggml.model', type: 'string', value: 'gpt2' },
      { key: 'tokenizer.ggml.pre', type: 'string', value: 'smollm' },
      { key: 'tokenizer.ggml.tokens', type: 'array', itemType: 'string', value: tokens },
      {
        key: 'tokenizer.ggml.token_type',
        type: 'array',
        itemType: 'int32',
        value: tokens.map((_, id) => (id < 256 ? 1 : 3)),
      },
      { key: 'tokenizer.ggml.merges', type: 'array', itemType: 'string', value: [`${tokens[0]} ${tokens[0]}`] },
      number('tokenizer.ggml.bos_token_id', 257),
      number('tokenizer.ggml.eos_token_id', 258),
      { key: 'tokenizer.ggml.add_bos_token', type: 'bool', value: false },
      { key: 'tokenizer.chat_template', type: 'string', value: template },
    ],
    tensors,
  })
}

/** The printable stand-ins of byte-level BPE (GPT-2's `bytes_to_unicode`), in the order of the bytes they stand for. */
function byteCharacters(): string[] {
  let next = 256
  return Array.from({ length: 256 }, (_, byte) => {
    const isPrintable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174
    return String.fromCodePoint(isPrintable ? byte : next++)
  })
}
