import type { DocumentMetadata } from '#core/document.ts'

const opening = /^---[ \t]*\n/
const closing = /\n(?:---|\.\.\.)[ \t]*(?:\n|$)/

/**
 * The metadata block at the beginning of a Markdown text and the text after it. Of YAML it reads what metadata needs:
 * `key: value`, lists in brackets and lists in lines; keys it does not know are left out.
 */
export function parseFrontMatter(text: string): {
  readonly metadata: Partial<DocumentMetadata>
  readonly body: string
} {
  const open = opening.exec(text)
  const close = open === null ? null : closing.exec(text.slice(open[0].length - 1))
  if (open === null || close === null) return { metadata: {}, body: text }
  const start = open[0].length - 1
  const fields = readFields(text.slice(open[0].length, start + close.index))
  const first = (...keys: readonly string[]): string | undefined =>
    keys.map((key) => fields.get(key)?.[0]).find(Boolean)
  const title = first('title')
  const doi = first('doi')
  const license = first('license', 'licence', 'rights')
  const authors = fields.get('authors') ?? fields.get('author')
  const tags = fields.get('tags')
  const year = /\b(?:1[5-9]|20)\d\d\b/.exec(first('year', 'date') ?? '')?.[0]
  return {
    metadata: {
      ...(title !== undefined && { title }),
      ...(doi !== undefined && { doi }),
      ...(license !== undefined && { license }),
      ...(authors !== undefined && authors.length > 0 && { authors }),
      ...(year !== undefined && { year: Number(year) }),
      ...(tags !== undefined && tags.length > 0 && { tags }),
    },
    body: text.slice(start + close.index + close[0].length),
  }
}

function readFields(block: string): Map<string, readonly string[]> {
  const fields = new Map<string, readonly string[]>()
  let key = ''
  for (const line of block.split('\n')) {
    const field = /^([A-Za-z][\w-]*):\s*(.*)$/.exec(line)
    const item = /^\s*-\s+(.*)$/.exec(line)
    if (field?.[1] !== undefined) {
      key = field[1].toLowerCase()
      fields.set(key, readValues(field[2] ?? ''))
    } else if (item?.[1] !== undefined && key !== '') {
      fields.set(key, [...(fields.get(key) ?? []), unquote(item[1].replace(/^name:\s*/, ''))])
    }
  }
  return fields
}

function readValues(value: string): readonly string[] {
  const list = /^\[(.*)\]$/.exec(value.trim())?.[1]
  const values = list === undefined ? [value] : (list.match(/"[^"]*"|'[^']*'|[^,]+/g) ?? [])
  return values.map(unquote).filter((entry) => entry !== '')
}

function unquote(value: string): string {
  const trimmed = value.trim()
  return /^(["']).*\1$/s.test(trimmed) && trimmed.length > 1 ? trimmed.slice(1, -1).trim() : trimmed
}
