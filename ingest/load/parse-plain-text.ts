import { decodeText } from './decode-text.ts'
import { joinHyphenated } from './join-hyphenated.ts'
import { normaliseText } from './normalise-text.ts'
import type { ParsedText } from './parsed-text.ts'

const longestTitle = 120

/** Plain UTF-8 text as it stands; a short first line with a blank line after it is the title. */
export function parsePlainText(bytes: Uint8Array, source: string, charset?: string): ParsedText {
  const text = joinHyphenated(normaliseText(decodeText(bytes, source, charset)))
  const title = /^([^\n]+)(?:\n\n|$)/.exec(text.slice(0, longestTitle + 2))?.[1]
  const isTitle =
    title !== undefined && title.length <= longestTitle && title.length < text.length && !/[.,;:]$/.test(title)
  return { text, ...(isTitle && { title }) }
}
