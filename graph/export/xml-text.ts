/**
 * Text as XML 1.0 can carry it: characters that it cannot (control characters, half surrogates) become U+FFFD, line ends
 * and tabs become references so that they survive in attributes, and `& < > " '` are escaped.
 */
export function escapeXml(text: string): string {
  return fitXml(text).replaceAll(/[&<>"'\t\n\r\u0085\u2028]/g, (character) => `&#${character.codePointAt(0)};`)
}

/** The same without the escapes, for writers that make them. */
export function fitXml(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.toWellFormed().replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
}
