import { gatedSilu } from '#agents/training/tape/gated-silu.ts'
import { loraLinear, type LoraWeights } from '#agents/training/tape/lora-linear.ts'
import { maskedSoftmax } from '#agents/training/tape/masked-softmax.ts'
import { matMul } from '#agents/training/tape/mat-mul.ts'
import { pointwise } from '#agents/training/tape/pointwise.ts'
import { gatherRows, reshape, transpose } from '#agents/training/tape/rearrange.ts'
import { rmsNorm } from '#agents/training/tape/rms-norm.ts'
import { rotate } from '#agents/training/tape/rotate.ts'
import type { Tape, Value } from '#agents/training/tape/tape.ts'
import { tokenLogProbabilities } from '#agents/training/tape/token-log-probabilities.ts'
import { linearShape, type LinearName, type LlamaShape } from './llama-model.ts'
import type { LoraConfig } from './lora-adapter.ts'

/**
 * Records the forward pass of a Llama over ONE sequence of T tokens into which a whole batch is packed: who sees whom is
 * in the mask, where a token stands in its own text in `cos` and `sin`. Weights are inputs of the graph, not part of it,
 * so that all graphs share one copy. Only the states in `rows` are turned into log-probabilities of `targets`, [U, 1].
 *
 * Inputs: `tokens` [T], `mask` [T, T] (0 or very negative), `cos`, `sin` [T, 1, headSize], `rows`, `targets` [U], and
 * the weights and adapter matrices by their names. Gives the log-probabilities and the adapter's values by name.
 */
export function buildForward(
  tape: Tape,
  shape: LlamaShape,
  options: { readonly lora?: LoraConfig | undefined; readonly isTrained: boolean; readonly hasOutput: boolean },
): { readonly logProbabilities: Value; readonly trained: ReadonlyMap<string, Value> } {
  const { layers, width, heads, keyValueHeads, headSize, vocabulary, epsilon } = shape
  const { lora, isTrained, hasOutput } = options
  const share = heads / keyValueHeads
  const { add } = pointwise(tape)
  const trained = new Map<string, Value>()

  const embedding = tape.input('token_embd.weight', [vocabulary, width])
  const output = hasOutput ? tape.input('output.weight', [vocabulary, width]) : embedding
  const mask = tape.input('mask', ['T', 'T'])
  const groupMask = tape.emit(
    'Concat',
    Array.from({ length: share }, () => mask),
    { axis: 0 },
  )
  const cos = tape.input('cos', ['T', 1, headSize])
  const sin = tape.input('sin', ['T', 1, headSize])
  // The scale 1 / sqrt(headSize) of the scores is put on the queries with their rotation.
  const scaleOfScores = tape.constant([1 / Math.sqrt(headSize)], [])
  const queryTurn = {
    cos: tape.emit('Mul', [cos, scaleOfScores]),
    sin: tape.emit('Mul', [sin, scaleOfScores]),
    size: headSize,
  }
  const keyTurn = { cos, sin, size: headSize }

  const norm = (x: Value, name: string): Value => rmsNorm(tape, x, tape.input(name, [width]), epsilon)
  const linear = (x: Value, layer: number, name: LinearName): Value => {
    const weight = `blk.${layer}.${name}.weight`
    const [out, columns] = linearShape(shape, name)
    const weights: LoraWeights = { frozen: tape.input(weight, [out, columns]) }
    if (lora === undefined) return loraLinear(tape, x, weights, 1)
    const a = tape.input(`${weight}.lora_a`, [lora.rank, columns], { isTrained })
    const b = tape.input(`${weight}.lora_b`, [out, lora.rank], { isTrained })
    trained.set(a.name, a).set(b.name, b)
    return loraLinear(tape, x, { ...weights, a, b }, lora.alpha / lora.rank)
  }
  const split = (x: Value, count: number): Value => reshape(tape, x, [-1, count, headSize], [-1, count * headSize])

  /** Queries that share keys are stacked under each other, so that keys are never copied: [K, share T, headSize]. */
  function attend(x: Value, layer: number): Value {
    const query = rotate(tape, split(linear(x, layer, 'attn_q'), heads), queryTurn)
    const key = rotate(tape, split(linear(x, layer, 'attn_k'), keyValueHeads), keyTurn)
    const value = split(linear(x, layer, 'attn_v'), keyValueHeads)
    const grouped = reshape(tape, query, [-1, keyValueHeads, share, headSize], [-1, heads, headSize])
    const stacked = reshape(
      tape,
      transpose(tape, grouped, [1, 2, 0, 3]),
      [keyValueHeads, -1, headSize],
      [keyValueHeads, share, -1, headSize],
    )
    const scores = matMul(tape, stacked, transpose(tape, key, [1, 2, 0]), { rank: 3 })
    const weights = maskedSoftmax(tape, scores, groupMask)
    const mixed = matMul(tape, weights, transpose(tape, value, [1, 0, 2]), { rank: 3, isLeftLarge: true })
    const apart = reshape(tape, mixed, [keyValueHeads, share, -1, headSize], [keyValueHeads, -1, headSize])
    const joined = reshape(
      tape,
      transpose(tape, apart, [2, 0, 1, 3]),
      [-1, heads * headSize],
      [-1, keyValueHeads, share, headSize],
    )
    return linear(joined, layer, 'attn_output')
  }

  let states = tape.emit('Gather', [embedding, tape.input('tokens', ['T'], { type: 'int64' })], { axis: 0 })
  for (let layer = 0; layer < layers; layer++) {
    states = add(states, attend(norm(states, `blk.${layer}.attn_norm.weight`), layer))
    const x = norm(states, `blk.${layer}.ffn_norm.weight`)
    const hidden = gatedSilu(tape, linear(x, layer, 'ffn_gate'), linear(x, layer, 'ffn_up'))
    states = add(states, linear(hidden, layer, 'ffn_down'))
  }
  const rows = gatherRows(tape, states, tape.input('rows', ['U'], { type: 'int64' }))
  const targets = tape.input('targets', ['U'], { type: 'int64' })
  const logProbabilities = tokenLogProbabilities(tape, norm(rows, 'output_norm.weight'), output, targets)
  return { logProbabilities, trained }
}
