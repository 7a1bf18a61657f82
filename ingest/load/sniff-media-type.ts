import { NacreError } from '#core/errors.ts'
import { formatOfPath, supportedEndings, wordMediaType, type MediaType } from './document-formats.ts'

/** First bytes of formats that are often met under a wrong name. */
const signatures: readonly (readonly [bytes: string, name: string])[] = [
  ['89504e47', 'a PNG image'],
  ['ffd8ff', 'a JPEG image'],
  ['47494638', 'a GIF image'],
  ['49492a00', 'a TIFF image'],
  ['4d4d002a', 'a TIFF image'],
  ['504b0304', 'a ZIP archive (perhaps a Word, Excel or EPUB file)'],
  ['504b0506', 'a ZIP archive'],
  ['1f8b', 'gzip-compressed data'],
  ['425a68', 'bzip2-compressed data'],
  ['fd377a585a00', 'xz-compressed data'],
  ['28b52ffd', 'zstd-compressed data'],
  ['377abcaf271c', 'a 7z archive'],
  ['52617221', 'a RAR archive'],
  ['d0cf11e0', 'a Word, Excel or PowerPoint file of the old kind, or one with a password'],
  ['7f454c46', 'a program'],
  ['4d5a9000', 'a program'],
  ['53514c69746520666f726d6174', 'an SQLite database'],
  ['25215053', 'a PostScript file'],
  ['fffe', 'UTF-16 text'],
  ['feff', 'UTF-16 text'],
]

/** How many bytes of the beginning are looked at. */
export const sniffedBytes = 4096

/**
 * What a file is by its first bytes, then by what a server or the ending of its name promises: a PDF named `.txt` is a PDF.
 * Errors: `invalid-input` for an empty file, for binary data of other kinds, and for a `.pdf` or `.docx` that is none.
 */
export function sniffMediaType(head: Uint8Array, path: string, promised = formatOfPath(path)): MediaType {
  if (head.length === 0) {
    throw new NacreError(
      'invalid-input',
      `Expected a document in ${path}; the file is empty. Remove it or write it again.`,
    )
  }
  const bytes = Buffer.from(head.subarray(0, sniffedBytes))
  if (bytes.subarray(0, 1024).includes('%PDF-')) return 'application/pdf'
  const isZip = bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004'
  if (isZip && promised === wordMediaType) return promised
  const hex = bytes.subarray(0, 16).toString('hex')
  const name = signatures.find(([signature]) => hex.startsWith(signature))?.[1]
  if (name !== undefined || bytes.includes(0)) {
    const advice = name === 'UTF-16 text' ? 'Save it as UTF-8.' : `Convert it to one of ${supportedEndings}.`
    throw new NacreError(
      'invalid-input',
      `Expected text or a PDF in ${path}; it is ${name ?? 'binary data'}. ${advice}`,
    )
  }
  if (promised === 'application/pdf') {
    throw new NacreError(
      'invalid-input',
      `Expected a PDF in ${path}; it does not start like one ("%PDF-"). Fetch it again, or name it after what it is.`,
    )
  }
  if (promised === wordMediaType) {
    throw new NacreError(
      'invalid-input',
      `Expected a Word document in ${path}; it is no ZIP archive, as each .docx is. Save it again from Word, or name it after what it is.`,
    )
  }
  if (promised === undefined) {
    throw new NacreError(
      'invalid-input',
      `Expected a document (${supportedEndings}); got ${path}. Convert it to one of these formats.`,
    )
  }
  const isHtml = /^(?:\ufeff|\s)*(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html)\b/i.test(bytes.toString('utf8'))
  return isHtml && (promised === 'text/plain' || promised === 'application/jats+xml') ? 'text/html' : promised
}
