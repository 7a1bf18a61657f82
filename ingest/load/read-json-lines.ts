import { createReadStream } from 'node:fs'
import { z } from 'zod'
import { NacreError } from '#core/errors.ts'
import { decodeText } from './decode-text.ts'
import { joinHyphenated } from './join-hyphenated.ts'
import { normaliseText } from './normalise-text.ts'
import type { ParsedText } from './parsed-text.ts'

/** A line of a file, or the news that it was too long to keep. */
export interface RawLine {
  readonly line: number
  readonly bytes: Uint8Array | undefined
  readonly sizeBytes: number
  /** Where in the file the next line begins. */
  readonly endByte: number
}

const newline = 10

/**
 * The lines of a file that are not blank, counted from 1, without their line ends. At no time is more than one line of
 * at most `maxBytes` kept in memory; of a longer one only its size is told.
 */
export async function* readLines(path: string, maxBytes: number): AsyncGenerator<RawLine> {
  let parts: Buffer[] = []
  let sizeBytes = 0
  let endByte = 0
  let line = 1
  const finish = (): RawLine | undefined => {
    const bytes = Buffer.concat(parts)
    const isBlank = sizeBytes <= maxBytes && bytes.every((byte) => byte === 32 || byte === 9 || byte === 13)
    endByte += sizeBytes + 1
    const raw = { line, bytes: sizeBytes > maxBytes ? undefined : trimLineEnd(bytes), sizeBytes, endByte }
    parts = []
    sizeBytes = 0
    line++
    return isBlank ? undefined : raw
  }
  for await (const data of createReadStream(path) as AsyncIterable<Buffer>) {
    let start = 0
    for (let end = data.indexOf(newline); end !== -1; end = data.indexOf(newline, start)) {
      keep(data.subarray(start, end))
      const raw = finish()
      if (raw !== undefined) yield raw
      start = end + 1
    }
    keep(data.subarray(start))
  }
  const last = sizeBytes === 0 ? undefined : finish()
  if (last !== undefined) yield last

  function keep(part: Buffer): void {
    sizeBytes += part.length
    if (sizeBytes > maxBytes) parts = []
    else if (part.length > 0) parts.push(part)
  }
}

function trimLineEnd(bytes: Buffer): Buffer {
  return bytes.at(-1) === 13 ? bytes.subarray(0, -1) : bytes
}

const jsonLine = z.object({
  title: z.string().trim().min(1).optional(),
  text: z.string().refine((text) => text.trim() !== '', 'is empty'),
  doi: z.string().trim().nullish(),
  license: z.string().trim().nullish(),
  authors: z.union([z.string(), z.array(z.string())]).nullish(),
  year: z.union([z.number().int(), z.string().regex(/^\s*\d{4}\s*$/)]).nullish(),
})

/**
 * A document from a line `{title?, text, doi?, license?, authors?, year?}`; other fields are left alone. Authors are a list or
 * one text with semicolons. Errors: `invalid-input` for a line that is not of this form.
 */
export function parseJsonLine(bytes: Uint8Array, source: string): ParsedText {
  const decoded = decodeText(bytes, source)
  const expected = `Expected a JSON object {"title":…,"text":…} in ${source}`
  let value: unknown
  try {
    value = JSON.parse(decoded)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.slice(0, 160) : ''
    throw new NacreError('invalid-input', `${expected}; it is no JSON (${reason}). Mend the line.`, { cause })
  }
  const checked = jsonLine.safeParse(value)
  if (!checked.success) {
    const problems = checked.error.issues.map(({ path, message }) =>
      [path.join('.'), message].filter(Boolean).join(' '),
    )
    throw new NacreError('invalid-input', `${expected}; got: ${problems.join('; ')}. Mend the line.`)
  }
  const { title, text, doi, license, authors, year } = checked.data
  const names = (typeof authors === 'string' ? authors.split(';') : (authors ?? [])).map(normaliseText).filter(Boolean)
  return {
    text: joinHyphenated(normaliseText(text)),
    ...(title && { title: normaliseText(title) }),
    ...(doi && { doi }),
    ...(license && { license }),
    ...(names.length > 0 && { authors: names }),
    ...(year && { year: Number(year) }),
  }
}
