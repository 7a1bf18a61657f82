const lineEnds = /\r\n?|[\u0085\u2028\u2029\v\f]/g
const spaces = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g
/** Control characters but `\t` and `\n`, soft hyphens, zero-width and bidirectional marks: nobody sees them, and they tear words apart. */
const invisible =
  /[^\P{Cc}\t\n]|[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/gu

/**
 * The one form of text that Nacre stores and counts offsets in: NFC, lines that end with `\n` and without trailing
 * blanks, plain spaces and hyphens, nothing invisible, at most one blank line in a row, trimmed. Doing it again changes nothing.
 */
export function normaliseText(text: string): string {
  return text
    .toWellFormed()
    .replace(lineEnds, '\n')
    .replace(invisible, '')
    .replace(/[\u2010\u2011]/g, '-')
    .replace(spaces, ' ')
    .normalize('NFC')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
