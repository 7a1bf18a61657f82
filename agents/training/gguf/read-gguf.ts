import { open, type FileHandle } from 'node:fs/promises'
import { NacreError } from '#core/errors.ts'
import { dequantise, sizeOf } from './dequantise.ts'
import { defaultAlignment, magic, valueTypes, type GgufTensorInfo, type GgufValue } from './gguf.ts'

export interface GgufFile {
  readonly metadata: ReadonlyMap<string, GgufValue>
  readonly tensors: ReadonlyMap<string, GgufTensorInfo>
  /** The numbers of a tensor as float32, row-major. Errors: `not-found`, `invalid-input` (a quantisation that is not read). */
  read(name: string): Promise<Float32Array>
  close(): Promise<void>
}

/** Metadata (the tokens of a large vocabulary above all) is some megabytes; more than this is no model. */
const longestHeaderBytes = 256 * 2 ** 20
const firstReadBytes = 4 * 2 ** 20

/**
 * Opens a GGUF file (version 2 or 3; github.com/ggml-org/ggml, docs/gguf.md). Tensors are read when asked for.
 * Errors: `not-found` (no file), `invalid-input` (not a GGUF file, cut off).
 */
export async function readGguf(path: string): Promise<GgufFile> {
  const file = await open(path).catch((cause: unknown) => {
    throw new NacreError('not-found', `Expected a GGUF file ${path}; it cannot be read. Check the path.`, { cause })
  })
  try {
    const { size } = await file.stat()
    const header = await readHeader(file, { path, size })
    const read = async (name: string): Promise<Float32Array> => {
      const tensor = header.tensors.get(name)
      if (tensor === undefined) throw new NacreError('not-found', `${path} has no tensor ${name}.`)
      const count = tensor.sizes.reduce((product, each) => product * each, 1)
      const bytes = Buffer.alloc(sizeOf(tensor, count))
      await file.read(bytes, 0, bytes.length, tensor.offset)
      return dequantise(tensor, bytes, count)
    }
    return { ...header, read, close: () => file.close() }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function readHeader(file: FileHandle, { path, size }: { path: string; size: number }) {
  for (let length = Math.min(size, firstReadBytes); ; length = Math.min(size, length * 4)) {
    const buffer = Buffer.alloc(length)
    await file.read(buffer, 0, length, 0)
    try {
      const header = parseHeader(buffer, path)
      for (const tensor of header.tensors.values()) {
        const end =
          tensor.offset +
          sizeOf(
            tensor,
            tensor.sizes.reduce((product, each) => product * each, 1),
          )
        if (end > size) throw cutOff(path, `${tensor.name} ends at byte ${end} of ${size}`)
      }
      return header
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      if (length === size || length > longestHeaderBytes) throw cutOff(path, 'its list of tensors is not complete')
    }
  }
}

function cutOff(path: string, what: string): NacreError {
  return new NacreError('invalid-input', `${path} is cut off: ${what}. Fetch it again.`)
}

/** Throws `RangeError` where the buffer ends too early. */
function parseHeader(buffer: Buffer, path: string) {
  let at = 0
  const take = (bytes: number): number => {
    at += bytes
    return at - bytes
  }
  const uint32 = (): number => buffer.readUInt32LE(take(4))
  const uint64 = (): number => Number(buffer.readBigUInt64LE(take(8)))
  const text = (): string => {
    const length = uint64()
    const start = take(length)
    if (at > buffer.length) throw new RangeError('text goes past the end')
    return buffer.toString('utf8', start, at)
  }
  const readers: Readonly<Record<(typeof valueTypes)[number], () => GgufValue>> = {
    uint8: () => buffer.readUInt8(take(1)),
    int8: () => buffer.readInt8(take(1)),
    uint16: () => buffer.readUInt16LE(take(2)),
    int16: () => buffer.readInt16LE(take(2)),
    uint32,
    int32: () => buffer.readInt32LE(take(4)),
    float32: () => buffer.readFloatLE(take(4)),
    bool: () => buffer.readUInt8(take(1)) !== 0,
    string: text,
    array: () => {
      const type = uint32()
      const count = uint64()
      if (count > buffer.length) throw new RangeError('array goes past the end')
      return Array.from({ length: count }, () => value(type))
    },
    uint64,
    int64: () => Number(buffer.readBigInt64LE(take(8))),
    float64: () => buffer.readDoubleLE(take(8)),
  }
  const value = (type: number): GgufValue => {
    const name = valueTypes[type]
    if (name === undefined)
      throw new NacreError('invalid-input', `${path} holds metadata of unknown type ${type}. Fetch it again.`)
    return readers[name]()
  }

  if (buffer.length < 4 || uint32() !== magic)
    throw new NacreError('invalid-input', `Expected a GGUF file; ${path} is none. Give a model in GGUF form.`)
  const version = uint32()
  if (version !== 2 && version !== 3)
    throw new NacreError(
      'invalid-input',
      `${path} is GGUF version ${version}; expected 2 or 3. Convert the model anew.`,
    )
  const tensorCount = uint64()
  const valueCount = uint64()
  const metadata = new Map<string, GgufValue>()
  for (let index = 0; index < valueCount; index++) {
    const key = text()
    metadata.set(key, value(uint32()))
  }
  const found: GgufTensorInfo[] = []
  for (let index = 0; index < tensorCount; index++) {
    const name = text()
    const sizes = Array.from({ length: uint32() }, uint64)
    found.push({ name, sizes, type: uint32(), offset: uint64() })
  }
  const alignment = Number(metadata.get('general.alignment') ?? defaultAlignment)
  const start = Math.ceil(at / alignment) * alignment
  const tensors = new Map(found.map((tensor) => [tensor.name, { ...tensor, offset: start + tensor.offset }]))
  return { metadata, tensors }
}
