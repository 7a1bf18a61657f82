import { open, readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { Document } from '#core/document.ts'
import { NacreError } from '#core/errors.ts'
import { makeId } from '#core/id.ts'
import { wordMediaType, type MediaType } from './document-formats.ts'
import { findLicense } from './find-license.ts'
import { liftReferences } from './lift-references.ts'
import type { LoadFailure, LoadPlace, LoadResult } from './load-result.ts'
import type { ParsedText } from './parsed-text.ts'
import { sniffedBytes, sniffMediaType } from './sniff-media-type.ts'

export interface ReadOptions {
  /** Largest document in bytes: a file, or a line of JSON Lines. */
  readonly maxBytes: number
  /** What the document is called in records and messages, where that is not its path: an address. */
  readonly source?: string
  /** What a server said it is. */
  readonly mediaType?: MediaType
  /** The encoding that a server named. */
  readonly charset?: string
  /** Asked before a document is parsed; a known one is not. */
  readonly isKnown: (documentId: string) => Promise<boolean>
}

/** A result with its place in the file. */
export type ReadResult = LoadResult & Pick<LoadPlace, 'fileShare'>

/**
 * The documents of one file: several for JSON Lines, else one. What cannot be read becomes a failure with its source;
 * nothing is thrown but bugs. Runs in the parser process: see `ParseProcess`.
 */
export async function* readDocuments(path: string, options: ReadOptions): AsyncGenerator<ReadResult> {
  const name = options.source ?? path
  try {
    const mediaType = sniffMediaType(await readHead(path), name, options.mediaType)
    if (mediaType === 'application/jsonl') yield* readJsonLinesFile(path, name, options)
    else yield { ...(await readFileDocument(path, name, mediaType, options)), fileShare: 1 }
  } catch (error) {
    yield { ...failureOf(error, name), fileShare: 1 }
  }
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sniffedBytes), 0, sniffedBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

async function readFileDocument(
  path: string,
  name: string,
  mediaType: MediaType,
  options: ReadOptions,
): Promise<LoadResult> {
  const { size } = await stat(path)
  if (size > options.maxBytes) throw tooLarge(name, size, options.maxBytes)
  const bytes = await readFile(path)
  return readDocument(bytes, name, mediaType, options)
}

async function* readJsonLinesFile(path: string, name: string, options: ReadOptions): AsyncGenerator<ReadResult> {
  const { readLines } = await import('./read-json-lines.ts')
  const { size } = await stat(path)
  let count = 0
  for await (const { line, bytes, sizeBytes, endByte } of readLines(path, options.maxBytes)) {
    const source = `${name}#${line}`
    const fileShare = Math.min(1, endByte / size)
    count++
    try {
      if (bytes === undefined) throw tooLarge(source, sizeBytes, options.maxBytes)
      yield { ...(await readDocument(bytes, source, 'application/jsonl', options)), fileShare }
    } catch (error) {
      yield { ...failureOf(error, source), fileShare }
    }
  }
  if (count === 0) throw new NacreError('invalid-input', `Expected JSON Lines in ${name}; it is blank. Write it again.`)
}

async function readDocument(
  bytes: Uint8Array,
  source: string,
  mediaType: MediaType,
  options: ReadOptions,
): Promise<LoadResult> {
  const id = makeId('doc', bytes)
  if (await options.isKnown(id)) return { ok: true, isKnown: true, documentId: id, source }
  const parsed = await parse(bytes, source, mediaType, options.charset)
  const { title, text, pages = [], license, notes, ...metadata } = liftReferences(parsed)
  if (text === '') {
    throw new NacreError('invalid-input', `Expected text in ${source}; there is none. Remove it or write it again.`)
  }
  const fileName = basename(source)
  const document: Document = {
    id,
    source,
    title: title ?? fileName.slice(0, fileName.length - extname(fileName).length),
    mediaType,
    text,
    pages,
    ...metadata,
    ...(license !== undefined && { license: findLicense(license) ?? license }),
  }
  return { ok: true, isKnown: false, document, ...(notes !== undefined && { notes }) }
}

/** Parsers are loaded when the first document of their format comes: the one for PDF alone takes half a second. */
async function parse(bytes: Uint8Array, source: string, mediaType: MediaType, charset?: string): Promise<ParsedText> {
  switch (mediaType) {
    case 'application/pdf':
      return (await import('./parse-pdf.ts')).parsePdf(bytes, source)
    case wordMediaType:
      return (await import('./parse-docx.ts')).parseDocx(bytes, source)
    case 'application/jats+xml':
      return (await import('./parse-jats.ts')).parseJats(bytes, source)
    case 'application/x-tex':
      return (await import('./parse-latex.ts')).parseLatex(bytes, source)
    case 'text/html':
      return (await import('./parse-html.ts')).parseHtml(bytes, source, charset)
    case 'text/markdown':
      return (await import('./parse-markdown.ts')).parseMarkdown(bytes, source, charset)
    case 'text/plain':
      return (await import('./parse-plain-text.ts')).parsePlainText(bytes, source, charset)
    case 'application/jsonl':
      return (await import('./read-json-lines.ts')).parseJsonLine(bytes, source)
  }
}

function tooLarge(source: string, sizeBytes: number, maxBytes: number): NacreError {
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`
  return new NacreError(
    'invalid-input',
    `Expected at most ${megabytes(maxBytes)} a document; ${source} has ${megabytes(sizeBytes)}. Split it into smaller documents.`,
  )
}

function failureOf(error: unknown, source: string): LoadFailure {
  if (error instanceof NacreError) return { ok: false, source, code: error.code, message: error.message }
  const { code, message } =
    error instanceof Error ? (error as NodeJS.ErrnoException) : { code: '', message: String(error) }
  if (code === 'ENOENT') {
    return {
      ok: false,
      source,
      code: 'not-found',
      message: `Expected a file at ${source}; it is gone. Put it back or leave it out.`,
    }
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return {
      ok: false,
      source,
      code: 'invalid-input',
      message: `Expected to be allowed to read ${source}. Change its permissions.`,
    }
  }
  if (error instanceof RangeError) {
    return {
      ok: false,
      source,
      code: 'invalid-input',
      message: `Expected a document that can be parsed; ${source} is nested too deeply or too large. Simplify it.`,
    }
  }
  return {
    ok: false,
    source,
    code: 'invalid-input',
    message: `Expected to read ${source}; got: ${message}. Check the file.`,
  }
}
