/** Sizes of a model of the Llama family. */
export interface LlamaShape {
  readonly layers: number
  /** Numbers of the state of one token. */
  readonly width: number
  readonly heads: number
  /** Groups of query heads that share keys and values. */
  readonly keyValueHeads: number
  readonly headSize: number
  readonly feedForward: number
  readonly vocabulary: number
  readonly contextTokens: number
  readonly epsilon: number
  readonly ropeBase: number
}

export interface Matrix {
  /** Row-major: [out, in] for a linear layer. */
  readonly shape: readonly number[]
  readonly data: Float32Array
}

/** A model as it is trained on: its quantised weights as float32, by their names in the GGUF file. */
export interface LlamaModel {
  readonly shape: LlamaShape
  readonly weights: ReadonlyMap<string, Matrix>
}

/** The linear layers of a block, in the order of computation. */
export const linearNames = ['attn_q', 'attn_k', 'attn_v', 'attn_output', 'ffn_gate', 'ffn_up', 'ffn_down'] as const
export type LinearName = (typeof linearNames)[number]

/** [out, in] of a linear layer. */
export function linearShape(
  { width, heads, keyValueHeads, headSize, feedForward }: LlamaShape,
  name: LinearName,
): readonly [number, number] {
  switch (name) {
    case 'attn_q':
      return [heads * headSize, width]
    case 'attn_k':
    case 'attn_v':
      return [keyValueHeads * headSize, width]
    case 'attn_output':
      return [width, heads * headSize]
    case 'ffn_gate':
    case 'ffn_up':
      return [feedForward, width]
    case 'ffn_down':
      return [width, feedForward]
  }
}
