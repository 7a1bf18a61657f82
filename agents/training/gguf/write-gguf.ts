import { rename, writeFile } from 'node:fs/promises'
import { defaultAlignment, magic, valueTypes, type GgufValueType } from './gguf.ts'

export interface GgufEntry {
  readonly key: string
  readonly type: GgufValueType
  /** An array of numbers or texts has an `itemType`. */
  readonly value: number | boolean | string | readonly number[] | readonly string[]
  readonly itemType?: GgufValueType
}

export interface GgufTensor {
  readonly name: string
  /** The first size runs fastest: a matrix is [columns, rows]. */
  readonly sizes: readonly number[]
  /** Number of the quantisation (`ggml_type`): 0 for float32. */
  readonly type: number
  readonly bytes: Uint8Array
}

/** Writes a GGUF file (version 3), first beside its place, so that a kill leaves the old file or none. */
export async function writeGguf(
  path: string,
  { metadata, tensors }: { readonly metadata: readonly GgufEntry[]; readonly tensors: readonly GgufTensor[] },
): Promise<void> {
  const parts: Uint8Array[] = [uint32(magic), uint32(3), uint64(tensors.length), uint64(metadata.length)]
  for (const { key, type, value, itemType } of metadata) {
    parts.push(text(key), uint32(valueTypes.indexOf(type)))
    if (Array.isArray(value)) {
      const item = itemType ?? 'float32'
      parts.push(uint32(valueTypes.indexOf(item)), uint64(value.length), ...value.map((each) => scalar(item, each)))
    } else parts.push(scalar(type, value as number | boolean | string))
  }
  let offset = 0
  for (const { name, sizes, type, bytes } of tensors) {
    parts.push(text(name), uint32(sizes.length), ...sizes.map(uint64), uint32(type), uint64(offset))
    offset += padded(bytes.length)
  }
  const headerBytes = parts.reduce((sum, part) => sum + part.length, 0)
  parts.push(new Uint8Array(padded(headerBytes) - headerBytes))
  for (const { bytes } of tensors) parts.push(bytes, new Uint8Array(padded(bytes.length) - bytes.length))
  const temporary = `${path}.${process.pid}.part`
  await writeFile(temporary, Buffer.concat(parts))
  await rename(temporary, path)
}

function padded(bytes: number): number {
  return Math.ceil(bytes / defaultAlignment) * defaultAlignment
}

function uint32(value: number): Uint8Array {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32LE(value)
  return buffer
}

function uint64(value: number): Uint8Array {
  const buffer = Buffer.alloc(8)
  buffer.writeBigUInt64LE(BigInt(value))
  return buffer
}

function text(value: string): Uint8Array {
  const bytes = Buffer.from(value, 'utf8')
  return Buffer.concat([uint64(bytes.length), bytes])
}

function scalar(type: GgufValueType, value: number | boolean | string): Uint8Array {
  switch (type) {
    case 'string':
      return text(String(value))
    case 'bool':
      return Uint8Array.of(value === true ? 1 : 0)
    case 'uint32':
      return uint32(Number(value))
    case 'int32': {
      const buffer = Buffer.alloc(4)
      buffer.writeInt32LE(Number(value))
      return buffer
    }
    case 'float32': {
      const buffer = Buffer.alloc(4)
      buffer.writeFloatLE(Number(value))
      return buffer
    }
    default:
      throw new RangeError(`Values of type ${type} are not written.`)
  }
}
