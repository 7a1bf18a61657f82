import { NacreError } from '#core/errors.ts'

/**
 * Bytes as text, strictly: UTF-8 unless `encoding` names another (a label of the Encoding Standard). A byte order mark is
 * dropped. Errors: `invalid-input` for bytes that the encoding does not know, for control bytes of binary data, and for
 * an unknown encoding.
 */
export function decodeText(bytes: Uint8Array, source: string, encoding = 'utf-8'): string {
  const zero = bytes.indexOf(0)
  if (zero !== -1) {
    throw new NacreError(
      'invalid-input',
      `Expected text in ${source}; byte ${zero} is 0, so it is binary data or UTF-16. Save it as UTF-8 text.`,
    )
  }
  let decoder: InstanceType<typeof TextDecoder>
  try {
    decoder = new TextDecoder(encoding, { fatal: true })
  } catch (cause) {
    throw new NacreError(
      'invalid-input',
      `Expected a known text encoding in ${source}; it declares "${encoding.slice(0, 40)}". Save it as UTF-8.`,
      { cause },
    )
  }
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw new NacreError(
      'invalid-input',
      `Expected ${encoding.toUpperCase()} text in ${source}; it has bytes that are not. ` +
        `Convert it, for example: iconv -f WINDOWS-1252 -t UTF-8 FILE.`,
      { cause },
    )
  }
}
