import { NacreError } from '#core/errors.ts'

/** A field of a message in the wire format of protocol buffers, which ONNX files are written in. */
export interface Field {
  readonly number: number
  /** Of a field that is a number. */
  readonly value: number
  /** Of a field that is text, bytes or a message; empty for a number. */
  readonly bytes: Uint8Array
  /** The field as it stands in the message, its tag included. */
  readonly raw: Uint8Array
}

const decoder = new TextDecoder()
const encoder = new TextEncoder()

/** The fields of a message in order, without copying them. Throws `unavailable` where the bytes are no message. */
export function readFields(message: Uint8Array): Field[] {
  const fields: Field[] = []
  let at = 0
  const readNumber = (): number => {
    let value = 0
    for (let factor = 1; at < message.length; factor *= 128) {
      const byte = message[at++]!
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
    throw damaged()
  }
  while (at < message.length) {
    const start = at
    const tag = readNumber()
    const kind = tag % 8
    const value = kind === 0 || kind === 2 ? readNumber() : 0
    const from = at
    if (kind === 2) at += value
    else if (kind === 1) at += 8
    else if (kind === 5) at += 4
    else if (kind !== 0) throw damaged()
    if (at > message.length) throw damaged()
    const bytes = message.subarray(from, at)
    fields.push({ number: Math.floor(tag / 8), value, bytes, raw: message.subarray(start, at) })
  }
  return fields
}

/** A field with a number, text, bytes or a message of fields. */
export function writeField(number: number, content: number | string | Uint8Array | readonly Uint8Array[]): Uint8Array {
  if (typeof content === 'number') return Uint8Array.from([...toNumber(number * 8), ...toNumber(content)])
  const bytes =
    typeof content === 'string' ? encoder.encode(content) : content instanceof Uint8Array ? content : joinBytes(content)
  return joinBytes([Uint8Array.from([...toNumber(number * 8 + 2), ...toNumber(bytes.length)]), bytes])
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

export function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}

function toNumber(value: number): number[] {
  const bytes: number[] = []
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128)
  return [...bytes, value]
}

function damaged(): NacreError {
  return new NacreError(
    'unavailable',
    'Expected an ONNX model; the file is damaged. Delete it and run "nacre models pull".',
  )
}
