/** A value of the metadata of a GGUF file; 64-bit integers come as numbers. */
export type GgufValue = number | boolean | string | readonly GgufValue[]

export interface GgufTensorInfo {
  readonly name: string
  /** Sizes as the file lists them: the first runs fastest, so a matrix is [columns, rows]. */
  readonly sizes: readonly number[]
  /** Number of the quantisation (`ggml_type`). */
  readonly type: number
  /** From the beginning of the file. */
  readonly offset: number
}

/** Types of metadata values, in the order of their numbers in the format. */
export const valueTypes = [
  'uint8',
  'int8',
  'uint16',
  'int16',
  'uint32',
  'int32',
  'float32',
  'bool',
  'string',
  'array',
  'uint64',
  'int64',
  'float64',
] as const

export type GgufValueType = (typeof valueTypes)[number]

/** "GGUF", little-endian. */
export const magic = 0x46554747
export const defaultAlignment = 32
