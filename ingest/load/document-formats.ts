import { extname } from 'node:path'

export const wordMediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export type MediaType =
  | 'application/pdf'
  | typeof wordMediaType
  | 'application/jats+xml'
  | 'application/x-tex'
  | 'text/html'
  | 'text/markdown'
  | 'text/plain'
  | 'application/jsonl'

/** The formats that are read, by the ending of the file name. */
export const documentFormats: ReadonlyMap<string, MediaType> = new Map([
  ['.pdf', 'application/pdf'],
  ['.docx', wordMediaType],
  ['.xml', 'application/jats+xml'],
  ['.nxml', 'application/jats+xml'],
  ['.tex', 'application/x-tex'],
  ['.html', 'text/html'],
  ['.htm', 'text/html'],
  ['.xhtml', 'text/html'],
  ['.md', 'text/markdown'],
  ['.markdown', 'text/markdown'],
  ['.txt', 'text/plain'],
  ['.text', 'text/plain'],
  ['.jsonl', 'application/jsonl'],
  ['.ndjson', 'application/jsonl'],
])

/** For messages. */
export const supportedEndings: string = [...documentFormats.keys()].join(', ')

/** The format that the ending of a path promises; undefined for one that is not read. */
export function formatOfPath(path: string): MediaType | undefined {
  return documentFormats.get(extname(path).toLowerCase())
}
