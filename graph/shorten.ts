/** The text in one line, cut with `…` where it is longer than `length` characters. */
export function shorten(text: string, length: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  if (line.length <= length) return line
  return `${line
    .slice(0, length - 1)
    .trimEnd()
    .toWellFormed()
    .replace(/\uFFFD$/, '')}…`
}
