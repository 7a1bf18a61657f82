import type { SectionSpan } from '#core/document.ts'

/** Stands before a heading, with a digit for its level, until the whole text is put together. No character of any text. */
const sectionMark = '\ufdd2'
const marked = /\ufdd2([1-9])([^\n]*)/g
/** Characters that Unicode keeps for marks like ours; what a file holds of them is no text. */
const reserved = /[\ufdd0-\ufdef]/g

export function markSection(level: number): string {
  return sectionMark + String(Math.min(9, Math.max(1, Math.round(level))))
}

/** Takes the marks off a normalised text; the sections end where the next one of their level or a higher one begins. */
export function readSections(text: string): { readonly text: string; readonly sections?: readonly SectionSpan[] } {
  const found: { heading: string; level: number; start: number }[] = []
  let plain = ''
  let done = 0
  for (const match of text.matchAll(marked)) {
    plain += text.slice(done, match.index)
    done = match.index + 2
    const heading = match[2]?.replace(marked, '$2').trim() ?? ''
    if (heading !== '') found.push({ heading, level: Number(match[1]), start: plain.length })
  }
  plain += text.slice(done)
  if (found.length === 0) return { text: plain }
  const sections = found.map((section, index) => {
    const next = found.slice(index + 1).find(({ level }) => level <= section.level)
    return { ...section, end: plain.slice(0, next?.start).trimEnd().length }
  })
  return { text: plain, sections }
}

export function withoutMarks(text: string): string {
  return text.replace(/\ufdd2[1-9]/g, '').replace(reserved, '')
}

/** A character of a file that we use as a mark would be misread. */
export function withoutReserved(text: string): string {
  return text.replace(reserved, '')
}
