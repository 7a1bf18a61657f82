import { setTimeout as delay } from 'node:timers/promises'
import type { DocumentMetadata } from '#core/document.ts'
import { NacreError, throwIfCancelled } from '#core/errors.ts'
import type { LoadFailure, LoadPlace, LoadResult } from './load-result.ts'
import { defaultParseLimits, ParseProcess, type ParseLimits, type ParseOptions } from './parse-process.ts'
import type { ReadResult } from './read-documents.ts'
import { sourceKind } from './source-kind.ts'

export interface LoadOptions extends ParseOptions {
  readonly limits?: Partial<ParseLimits>
  /** Addresses of this machine and private networks may be fetched, too. */
  readonly allowPrivate?: boolean
  /** What is known of every document; it wins over what a document says of itself. Tags are added to its own. */
  readonly metadata?: Partial<DocumentMetadata>
  /** What a file is called in records and messages, where that is not its path; the ending names its format. */
  readonly nameOf?: (file: string) => string
  /** Between two papers of arXiv, whose terms of use ask for three seconds. */
  readonly pauseMs?: number
}

/**
 * The documents of files, addresses and arXiv searches in order, one ahead of the reader: while one is worked on, the
 * next is parsed. A bad one gives a failure, never a crash, and the others go on. Memory holds two documents at most.
 * Throws `cancelled` only.
 */
export async function* loadDocuments(
  files: readonly string[],
  options: LoadOptions = {},
): AsyncGenerator<LoadResult & LoadPlace> {
  const parser = new ParseProcess(options.limits)
  const results = readAll(files, parser, options)
  let next = results.next()
  try {
    for (;;) {
      const { done, value } = await next
      if (done === true) return
      next = results.next()
      // It is awaited in the next turn; a reader that stops before that leaves it behind.
      next.catch(() => undefined)
      yield value
    }
  } finally {
    parser.close()
  }
}

async function* readAll(
  files: readonly string[],
  parser: ParseProcess,
  options: LoadOptions,
): AsyncGenerator<LoadResult & LoadPlace> {
  const read = { path: readPath, address: readAddress, arxiv: readArxiv }
  for (const [fileIndex, file] of files.entries()) {
    for await (const result of read[sourceKind(file)](file, parser, options)) yield { ...result, fileIndex }
  }
}

type ReadSource = (source: string, parser: ParseProcess, options: LoadOptions) => AsyncGenerator<ReadResult>

const readPath: ReadSource = async function* (path, parser, options) {
  const about = options.nameOf === undefined ? options : { ...options, source: options.nameOf(path) }
  for await (const result of parser.read(path, about)) yield withMetadata(result, options.metadata)
}

const readAddress: ReadSource = async function* (address, parser, options) {
  const limits = { ...defaultParseLimits, ...options.limits }
  try {
    const { fetchDocument } = await import('./fetch-document.ts')
    const { path, mediaType, charset, dispose } = await fetchDocument(address, {
      ...limits,
      ...(options.signal !== undefined && { signal: options.signal }),
      ...(options.allowPrivate === true && { isAllowed: () => true }),
    })
    try {
      const about = { ...options, source: address, mediaType, ...(charset !== undefined && { charset }) }
      for await (const result of parser.read(path, about)) yield withMetadata(result, options.metadata)
    } finally {
      await dispose()
    }
  } catch (error) {
    yield { ...failureOf(error, address), fileShare: 1 }
  }
}

const readArxiv: ReadSource = async function* (source, parser, options) {
  try {
    const { searchArxiv } = await import('./search-arxiv.ts')
    const papers = await searchArxiv(source.replace(/^arxiv:\s*/i, ''), options)
    for (const [index, { url, metadata }] of papers.entries()) {
      if (index > 0) await pause(options)
      const about = { ...options, metadata: { ...metadata, ...options.metadata } }
      for await (const result of readAddress(url, parser, about)) {
        yield { ...result, fileShare: (index + result.fileShare) / papers.length }
      }
    }
  } catch (error) {
    yield { ...failureOf(error, source), fileShare: 1 }
  }
}

async function pause({ pauseMs = 3000, signal }: LoadOptions): Promise<void> {
  await delay(pauseMs, undefined, signal === undefined ? {} : { signal }).catch(() => throwIfCancelled(signal))
}

function failureOf(error: unknown, source: string): LoadFailure {
  if (!(error instanceof NacreError) || error.code === 'cancelled') throw error
  return { ok: false, source, code: error.code, message: error.message }
}

function withMetadata(result: ReadResult, metadata: Partial<DocumentMetadata> = {}): ReadResult {
  if (!result.ok || result.isKnown) return result
  const tags = [...new Set([...(result.document.tags ?? []), ...(metadata.tags ?? [])])].sort()
  const document = { ...result.document, ...metadata, ...(tags.length > 0 && { tags }) }
  return { ...result, document }
}
