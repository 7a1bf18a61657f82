import { Unzip, UnzipInflate } from 'fflate'
import { NacreError } from '#core/errors.ts'

/** The parts of a Word document that hold its words. Pictures and the rest are never unpacked. */
const wanted =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|docProps\/core\.xml|word\/[\w.-]+\.xml|word\/_rels\/[\w.-]+\.rels)$/
/** The words of a book of a thousand pages take about 20 MB. */
const mostBytes = 100e6
const maxEntries = 5_000

/**
 * The parts of a Word document by name. Errors: `invalid-input` for what is no ZIP archive or a damaged one, for names
 * that lead out of it, and for one that unpacks (or says it will) to more than 100 MB: the bytes are counted as they come.
 */
export function unpackDocx(
  bytes: Uint8Array,
  source: string,
  { maxUnpackedBytes = mostBytes }: { readonly maxUnpackedBytes?: number } = {},
): Map<string, Uint8Array> {
  const parts = new Map<string, Uint8Array>()
  let entries = 0
  let declaredBytes = 0
  let unpackedBytes = 0
  const refuse = (expected: string, got: string): never => {
    throw new NacreError(
      'invalid-input',
      `Expected ${expected} in ${source}; ${got}. Open it in Word and save it again, or convert it to PDF.`,
    )
  }
  const tooMuch = (): never =>
    refuse(`a Word document of at most ${maxUnpackedBytes / 1e6} MB unpacked`, 'it unpacks to more, like a ZIP bomb')

  const unzip = new Unzip((file) => {
    if (++entries > maxEntries) refuse(`at most ${maxEntries} files`, 'the archive holds more')
    if (/(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|\0/.test(file.name)) {
      refuse('names within the archive', `one leads out of it ("${file.name.slice(0, 60)}")`)
    }
    if (!wanted.test(file.name)) return
    declaredBytes += file.originalSize ?? 0
    if (declaredBytes > maxUnpackedBytes) tooMuch()
    const pieces: Uint8Array[] = []
    file.ondata = (error, data, isLast) => {
      if (error) throw error
      unpackedBytes += data.length
      if (unpackedBytes > maxUnpackedBytes) tooMuch()
      pieces.push(data)
      if (isLast) parts.set(file.name, Buffer.concat(pieces))
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  try {
    // In pieces, so that a bomb is noticed while it goes off.
    for (let at = 0; at < bytes.length; at += 65_536) {
      unzip.push(bytes.subarray(at, at + 65_536), at + 65_536 >= bytes.length)
    }
  } catch (error) {
    if (error instanceof NacreError) throw error
    refuse('a whole ZIP archive', `it is damaged (${error instanceof Error ? error.message : String(error)})`)
  }
  if (!parts.has('word/document.xml'))
    refuse('a Word document', 'the archive has no word/document.xml, or it is cut short')
  return parts
}
