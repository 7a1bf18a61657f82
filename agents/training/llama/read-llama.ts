import { NacreError } from '#core/errors.ts'
import { readGguf, type GgufFile } from '#agents/training/gguf/read-gguf.ts'
import { linearNames, linearShape, type LlamaModel, type LlamaShape, type Matrix } from './llama-model.ts'

/**
 * Reads a GGUF model of the Llama architecture for training; 4 bytes a weight in memory.
 * Errors: those of `readGguf`, and `invalid-input` for another architecture or what this engine does not compute.
 */
export async function readLlama(path: string): Promise<LlamaModel> {
  const file = await readGguf(path)
  try {
    const shape = readShape(file, path)
    const expected = expectedTensors(shape, file.tensors.has('output.weight'))
    const strange = [...file.tensors.keys()].filter((name) => !expected.has(name))
    if (strange.length > 0)
      throw new NacreError(
        'invalid-input',
        `${path} holds tensors that a plain Llama has not (${strange.slice(0, 3).join(', ')}); it cannot be trained here. ` +
          'Take a Llama without biases and without scaled rotary positions, such as SmolLM2.',
      )
    const weights = new Map<string, Matrix>()
    for (const [name, sizes] of expected) {
      const found = file.tensors.get(name)?.sizes.toReversed() ?? []
      if (found.join() !== sizes.join())
        throw new NacreError(
          'invalid-input',
          `Expected ${name} of ${sizes.join(' x ')} in ${path}; found ${found.join(' x ') || 'none'}. Fetch the model again.`,
        )
      weights.set(name, { shape: sizes, data: await file.read(name) })
    }
    return { shape, weights }
  } finally {
    await file.close()
  }
}

function readShape({ metadata, tensors }: GgufFile, path: string): LlamaShape {
  const architecture = metadata.get('general.architecture')
  if (architecture !== 'llama')
    throw new NacreError(
      'invalid-input',
      `Expected a model of the architecture "llama"; ${path} is "${String(architecture)}". Name another policy to train.`,
    )
  const number = (key: string, fallback?: number): number => {
    const value = metadata.get(`llama.${key}`) ?? fallback
    if (typeof value !== 'number')
      throw new NacreError('invalid-input', `Expected the number llama.${key} in ${path}; it is not there.`)
    return value
  }
  const scaling = metadata.get('llama.rope.scaling.type')
  if (scaling !== undefined && scaling !== 'none')
    throw new NacreError(
      'invalid-input',
      `${path} scales its rotary positions ("${String(scaling)}"), which is not computed here.`,
    )
  const width = number('embedding_length')
  const heads = number('attention.head_count')
  const headSize = number('rope.dimension_count', width / heads)
  if (headSize !== number('attention.key_length', headSize) || headSize * heads !== width)
    throw new NacreError(
      'invalid-input',
      `${path} turns only a part of each head by position, which is not computed here.`,
    )
  return {
    layers: number('block_count'),
    width,
    heads,
    keyValueHeads: number('attention.head_count_kv', heads),
    headSize,
    feedForward: number('feed_forward_length'),
    vocabulary: tensors.get('token_embd.weight')?.sizes[1] ?? 0,
    contextTokens: number('context_length'),
    epsilon: number('attention.layer_norm_rms_epsilon'),
    ropeBase: number('rope.freq_base', 10_000),
  }
}

function expectedTensors(shape: LlamaShape, hasOutput: boolean): Map<string, readonly number[]> {
  const { layers, width, vocabulary } = shape
  const tensors = new Map<string, readonly number[]>([
    ['token_embd.weight', [vocabulary, width]],
    ['output_norm.weight', [width]],
  ])
  if (hasOutput) tensors.set('output.weight', [vocabulary, width])
  for (let layer = 0; layer < layers; layer++) {
    tensors.set(`blk.${layer}.attn_norm.weight`, [width])
    tensors.set(`blk.${layer}.ffn_norm.weight`, [width])
    for (const name of linearNames) tensors.set(`blk.${layer}.${name}.weight`, linearShape(shape, name))
  }
  return tensors
}
