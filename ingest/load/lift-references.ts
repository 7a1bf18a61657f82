import type { ParsedText } from './parsed-text.ts'

const heading =
  /(?:^|\n\n)(?:\d{1,2}\.?\s+|[IVX]{1,5}\.\s+)?(?:references(?: and notes)?|bibliography|literature(?: cited)?|works cited|literatur(?:verzeichnis)?|références|bibliographie|referencias)[.:]?\n/gi
/** What may stand after the list. */
const after =
  /\n\n(?=(?:\d{1,2}\.?\s+|[A-Z]\.?\s+)?(?:appendix|appendices|supplementary|supporting information|acknowledge?ments?|author contributions|figure captions|competing interests)\b)/i
/** In PDFs, the lines of a list are often one paragraph. */
const entryMark = /\n(?=(?:- |\(?\d{1,3}[.)] ))|\s(?=\[\d{1,3}\]\s?\p{L})/u
/** Where a list without marks goes on: behind the end of an entry, a family name with its initials, or the other way round. */
const nextAuthor =
  /(?<=[.)\]\d”"])\s(?=(?:(?:van|von|de|den|der|del|di|la|le|ter)\s)*(?:\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+)?,?\s\p{Lu}\.|(?:\p{Lu}\.[\s-]?){1,3}\p{Lu}[\p{L}'’-]+,))/u
const year = /\b(?:1[6-9]|20)\d\d[a-z]?\b/

/**
 * Takes a list of references under a heading of that name out of the text, so that names and titles of other works are
 * not taken for what this one says. It stays where fewer than two of its entries, or less than 60 %, hold a year.
 */
export function liftReferences(parsed: ParsedText): ParsedText {
  const { text } = parsed
  if (parsed.references !== undefined) return parsed
  const found = [...text.matchAll(heading)].at(-1)
  if (found === undefined) return parsed
  const start = found.index
  const listStart = start + found[0].length
  const end = endOfList(parsed, start, listStart)
  const entries = readEntries(text.slice(listStart, end))
  const dated = entries.filter((entry) => year.test(entry)).length
  if (dated < 2 || dated < 0.6 * entries.length) return parsed

  // What follows moves up; what lay within shrinks to nothing.
  const move = (offset: number): number => (offset <= start ? offset : Math.max(start, offset - (end - start)))
  const { pages, sections } = parsed
  return {
    ...parsed,
    text: text.slice(0, start) + text.slice(end),
    references: entries,
    ...(pages !== undefined && {
      pages: pages.map((page) => ({ ...page, start: move(page.start), end: move(page.end) })),
    }),
    ...(sections !== undefined && {
      sections: sections
        .filter((section) => section.start < start || section.start >= end)
        .map((section) => ({ ...section, start: move(section.start), end: move(section.end) })),
    }),
  }
}

function endOfList({ text, sections = [] }: ParsedText, start: number, listStart: number): number {
  const next = sections.find((section) => section.start > listStart)?.start ?? text.length
  const named = after.exec(text.slice(listStart))
  const end = Math.min(next, named === null ? text.length : listStart + named.index)
  // The blank line before what follows stays with it.
  return end === text.length ? end : text.slice(start, end).trimEnd().length + start
}

function readEntries(list: string): string[] {
  const isMarked = entryMark.test(`\n${list.trimStart()}`)
  const parts = `\n${list.trim()}`.split(isMarked ? entryMark : /\n\n/)
  return (isMarked ? parts : parts.flatMap(splitByAuthors))
    .map((entry) =>
      entry
        .replace(/^\s*(?:- |\[\d{1,3}\] ?|\(?\d{1,3}[.)] )/, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((entry) => entry !== '')
}

/** A paragraph that holds several entries, as a PDF may give them; each of them has its year. */
function splitByAuthors(paragraph: string): string[] {
  const entries: string[] = []
  for (const piece of paragraph.split(nextAuthor)) {
    const last = entries.at(-1)
    if (last === undefined || year.test(last)) entries.push(piece)
    else entries[entries.length - 1] = `${last} ${piece}`
  }
  return entries
}
