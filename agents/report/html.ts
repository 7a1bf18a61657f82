/** Markup that is safe to print: made only by the `html` tag. */
export class Html {
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
  }
}

/** What may stand in a `${…}`: text is escaped, markup and lists of markup are taken as they are, `undefined` prints nothing. */
export type HtmlPart = string | number | Html | readonly Html[] | undefined

/**
 * Markup as a template: everything that is not itself made by this tag is escaped, in text and in quoted attributes. A line
 * break of the template with the indentation after it is one space, as HTML reads it outside of preformatted text.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const fixed = strings.map((text) => text.replace(/\s*\n\s*/g, ' '))
  return new Html(fixed.map((text, index) => text + (index < parts.length ? print(parts[index]) : '')).join(''))
}

function print(part: HtmlPart): string {
  if (part === undefined) return ''
  if (part instanceof Html) return part.markup
  if (typeof part === 'string' || typeof part === 'number') return escape(String(part))
  return part.map((item) => print(item)).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Characters with a meaning in markup become entities; control characters, which HTML forbids, and bidirectional overrides are left out. */
function escape(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?![\t\n\r])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '')
}
