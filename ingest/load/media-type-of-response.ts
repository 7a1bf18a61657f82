import type { IncomingHttpHeaders } from 'node:http'
import { NacreError } from '#core/errors.ts'
import { formatOfPath, supportedEndings, wordMediaType, type MediaType } from './document-formats.ts'

const mediaTypes: ReadonlyMap<string, MediaType> = new Map([
  ['application/pdf', 'application/pdf'],
  ['application/x-pdf', 'application/pdf'],
  [wordMediaType, wordMediaType],
  ['text/html', 'text/html'],
  ['application/xhtml+xml', 'text/html'],
  ['text/markdown', 'text/markdown'],
  ['text/x-markdown', 'text/markdown'],
  ['application/xml', 'application/jats+xml'],
  ['text/xml', 'application/jats+xml'],
  ['application/jats+xml', 'application/jats+xml'],
  ['application/x-tex', 'application/x-tex'],
  ['text/x-tex', 'application/x-tex'],
  ['application/x-latex', 'application/x-tex'],
  ['application/jsonl', 'application/jsonl'],
  ['application/x-ndjson', 'application/jsonl'],
  ['application/x-jsonlines', 'application/jsonl'],
])
/** Says nothing: many servers give it for all files, or for all that hold text. */
const vague = new Set(['', 'text/plain', 'application/octet-stream', 'binary/octet-stream'])

/**
 * What a server says that a document is, and in which encoding; where that is vague, what the ending of its address says. Errors:
 * `invalid-input` for types that are not read, and for compressed answers, which were not asked for.
 */
export function mediaTypeOfResponse(
  headers: IncomingHttpHeaders,
  url: URL,
  source: string,
): { readonly mediaType: MediaType; readonly charset?: string } {
  const encoding = headers['content-encoding']
  const type = String(headers['content-type'] ?? '')
    .split(';')[0]!
    .trim()
    .toLowerCase()
  const mediaType = vague.has(type)
    ? (formatOfPath(url.pathname) ?? (type === 'text/plain' ? 'text/plain' : undefined))
    : mediaTypes.get(type)
  const charset = /;\s*charset\s*=\s*"?([\w-]+)/i.exec(String(headers['content-type'] ?? ''))?.[1]
  if (mediaType !== undefined && (encoding === undefined || encoding === 'identity')) {
    return charset === undefined ? { mediaType } : { mediaType, charset }
  }
  throw new NacreError(
    'invalid-input',
    `Expected a document (${supportedEndings}) at ${source}; the server sends ${type === '' ? 'no type' : `"${type.slice(0, 60)}"`}` +
      `${encoding === undefined ? '' : `, compressed (${encoding})`}. Save it with a browser and ingest the file.`,
  )
}
