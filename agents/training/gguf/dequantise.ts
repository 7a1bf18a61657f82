import { NacreError } from '#core/errors.ts'
import type { GgufTensorInfo } from './gguf.ts'
import { halfToFloat } from './half-float.ts'

interface Quantisation {
  readonly name: string
  /** Numbers in a block, and its bytes. */
  readonly block: number
  readonly bytes: number
  readonly unpack: (view: DataView, at: number, out: Float32Array, to: number) => void
}

/** Layouts of blocks in ggml-quants.c: a scale `d` (and a minimum `m`), then low and high halves of nibbles. */
const quantisations: Readonly<Record<number, Quantisation>> = {
  0: { name: 'F32', block: 1, bytes: 4, unpack: (view, at, out, to) => (out[to] = view.getFloat32(at, true)) },
  1: { name: 'F16', block: 1, bytes: 2, unpack: (view, at, out, to) => (out[to] = half(view, at)) },
  2: {
    name: 'Q4_0',
    block: 32,
    bytes: 18,
    unpack: (view, at, out, to) => unpackNibbles(view, at + 2, (nibble) => half(view, at) * (nibble - 8), out, to),
  },
  3: {
    name: 'Q4_1',
    block: 32,
    bytes: 20,
    unpack: (view, at, out, to) => {
      const scale = half(view, at)
      const least = half(view, at + 2)
      unpackNibbles(view, at + 4, (nibble) => scale * nibble + least, out, to)
    },
  },
  8: {
    name: 'Q8_0',
    block: 32,
    bytes: 34,
    unpack: (view, at, out, to) => {
      const scale = half(view, at)
      for (let index = 0; index < 32; index++) out[to + index] = scale * view.getInt8(at + 2 + index)
    },
  },
  30: {
    name: 'BF16',
    block: 1,
    bytes: 2,
    unpack: (view, at, out, to) => {
      bits[0] = view.getUint16(at, true) << 16
      out[to] = float[0]!
    },
  },
}

const bits = new Uint32Array(1)
const float = new Float32Array(bits.buffer)

/** Bytes that a tensor of `count` numbers takes. Errors: `invalid-input` for a quantisation that is not read. */
export function sizeOf(tensor: Pick<GgufTensorInfo, 'name' | 'type'>, count: number): number {
  const { block, bytes } = quantisationOf(tensor)
  return Math.ceil(count / block) * bytes
}

/** The numbers of a tensor from its bytes. */
export function dequantise(tensor: Pick<GgufTensorInfo, 'name' | 'type'>, bytes: Buffer, count: number): Float32Array {
  const { block, bytes: step, unpack } = quantisationOf(tensor)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const out = new Float32Array(count)
  for (let index = 0, at = 0; index < count; index += block, at += step) unpack(view, at, out, index)
  return out
}

function quantisationOf({ name, type }: Pick<GgufTensorInfo, 'name' | 'type'>): Quantisation {
  const found = quantisations[type]
  if (found !== undefined) return found
  const known = Object.values(quantisations)
    .map((each) => each.name)
    .join(', ')
  throw new NacreError(
    'invalid-input',
    `${name} is quantised in a way (ggml type ${type}) that cannot be trained on here; expected ${known}. ` +
      'Take the model in Q8_0 or F16.',
  )
}

function half(view: DataView, at: number): number {
  return halfToFloat(view.getUint16(at, true))
}

function unpackNibbles(
  view: DataView,
  at: number,
  value: (nibble: number) => number,
  out: Float32Array,
  to: number,
): void {
  for (let index = 0; index < 16; index++) {
    const byte = view.getUint8(at + index)
    out[to + index] = value(byte & 15)
    out[to + index + 16] = value(byte >> 4)
  }
}
