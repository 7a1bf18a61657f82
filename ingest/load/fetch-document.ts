import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Agent, request, type Dispatcher } from 'undici'
import { NacreError, throwIfCancelled } from '#core/errors.ts'
import type { MediaType } from './document-formats.ts'
import { mediaTypeOfResponse } from './media-type-of-response.ts'
import { resolveAddress, type ResolvedAddress, type ResolveOptions } from './resolve-address.ts'

export interface FetchLimits {
  readonly maxBytes: number
  /** For the whole of it, redirects included. */
  readonly timeoutMs: number
}

export interface FetchedDocument {
  /** A file that holds the body. */
  readonly path: string
  readonly mediaType: MediaType
  /** The encoding of its text, where the server names one. */
  readonly charset?: string
  /** Removes the file. */
  dispose(): Promise<void>
}

const mostRedirects = 5

/**
 * Fetches a document into a file. Each host on the way is looked up once, must be public, and is connected to at exactly
 * that address. Errors: `invalid-input` for what is no address to fetch, not public, too large, or of a type that is not
 * read; `unavailable` for servers that do not answer, answer too slowly, or with an error.
 */
export async function fetchDocument(
  address: string,
  options: FetchLimits & ResolveOptions & { readonly signal?: AbortSignal },
): Promise<FetchedDocument> {
  const late = AbortSignal.timeout(options.timeoutMs)
  const signal = AbortSignal.any([late, ...(options.signal === undefined ? [] : [options.signal])])
  try {
    let url = readUrl(address, address)
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const reached = await resolveAddress(url.hostname, options)
      const answer = await fetchOne(url, reached, address, { ...options, signal })
      if (!(answer instanceof URL)) return answer
      url = answer
    }
    throw new NacreError(
      'unavailable',
      `Expected a document at ${address}; it was redirected more than ${mostRedirects} times. Open it in a browser and use the address where it ends.`,
    )
  } catch (error) {
    throwIfCancelled(options.signal)
    if (error instanceof NacreError) throw error
    if (late.aborted) {
      throw new NacreError(
        'unavailable',
        `Expected ${address} within ${options.timeoutMs / 1000} s; it took longer. Try again, or fetch it with a browser and ingest the file.`,
        { cause: error },
      )
    }
    throw new NacreError(
      'unavailable',
      `Expected an answer from ${address}; got: ${error instanceof Error ? error.message : String(error)}. Check the address and the network, then try again.`,
      { cause: error },
    )
  }
}

function readUrl(address: string, base: string): URL {
  const url = URL.canParse(address, base) ? new URL(address, base) : undefined
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return url
  throw new NacreError(
    'invalid-input',
    `Expected an address http://… or https://… without user and password; got ${address.slice(0, 200)}. Mend it.`,
  )
}

/** The document, or where it is now. */
async function fetchOne(
  url: URL,
  { address, family }: ResolvedAddress,
  source: string,
  { signal, maxBytes }: FetchLimits & { readonly signal: AbortSignal },
): Promise<FetchedDocument | URL> {
  const agent = new Agent({
    connect: {
      // The name is kept for TLS and the Host header; only where it leads to is settled.
      lookup: (_host, { all }, callback) => {
        if (all === true) callback(null, [{ address, family }])
        else callback(null, address, family)
      },
    },
  })
  try {
    const response = await request(url, {
      dispatcher: agent,
      signal,
      headers: { 'user-agent': 'nacre', accept: '*/*', 'accept-encoding': 'identity' },
    })
    const { statusCode, headers } = response
    const location = headers['location']
    if (statusCode >= 300 && statusCode < 400 && typeof location === 'string') return readUrl(location, url.href)
    if (statusCode !== 200) {
      throw new NacreError(
        'unavailable',
        `Expected a document at ${source}; the server answered ${statusCode}. Open it in a browser, or try again later.`,
      )
    }
    const type = mediaTypeOfResponse(headers, url, source)
    return { ...(await save(response, source, maxBytes, signal)), ...type }
  } finally {
    await agent.destroy()
  }
}

async function save(
  { headers, body }: Dispatcher.ResponseData,
  source: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Omit<FetchedDocument, 'mediaType' | 'charset'>> {
  const tooLarge = (): never => {
    throw new NacreError(
      'invalid-input',
      `Expected at most ${maxBytes / 1e6} MB a document; ${source} has more. Fetch it with a browser, split it, and ingest the files.`,
    )
  }
  if (Number(headers['content-length'] ?? 0) > maxBytes) tooLarge()
  const folder = await mkdtemp(join(tmpdir(), 'nacre-fetch-'))
  const dispose = (): Promise<void> => rm(folder, { recursive: true, force: true })
  const path = join(folder, 'body')
  let sizeBytes = 0
  try {
    await pipeline(
      body,
      async function* count(chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          sizeBytes += chunk.length
          if (sizeBytes > maxBytes) tooLarge()
          yield chunk
        }
      },
      createWriteStream(path),
      { signal },
    )
    return { path, dispose }
  } catch (error) {
    await dispose()
    throw error
  }
}
