import { Divider } from '@mantine/core'
import { memo } from 'react'
import type { Content } from '#web/http/wire.ts'
import { EvidenceText, type TextMark } from '#web/parts/evidence-text.tsx'

/** The element of a page, for links to it. */
export function idOfPage(page: number): string {
  return `page-${page}`
}

/** The text of a document, page by page where the format has pages; headings stand out where it names them. */
export function DocumentPages({ content, marks }: { readonly content: Content; readonly marks: readonly TextMark[] }) {
  const pages = content.pages.length > 0 ? content.pages : [{ start: 0, end: content.text.length, page: 0 }]
  const headings = content.sections
    .map(({ start, heading }) => ({ start, end: start + heading.length, heading }))
    // A heading that was mended while it was read does not stand in the text as it is.
    .filter(({ start, end, heading }) => content.text.slice(start, end) === heading)
    .map(({ start, end }): TextMark => ({ start, end, tone: 'heading' }))
  const all = [...marks, ...headings]
  return (
    <article aria-label="Text of the document">
      {pages.map(({ start, end, page }) => (
        <section key={start} {...(page > 0 && { 'aria-label': `Page ${page}`, id: idOfPage(page) })}>
          {page > 0 && <Divider my="md" label={`Page ${page}`} labelPosition="left" />}
          <PageText text={content.text.slice(start, end)} start={start} marks={marksWithin(all, start, end)} />
        </section>
      ))}
    </article>
  )
}

const PageText = memo(
  ({ text, start, marks }: { readonly text: string; readonly start: number; readonly marks: readonly TextMark[] }) => (
    <div className="prose">
      <EvidenceText text={text} offset={start} marks={marks} />
    </div>
  ),
  (before, after) => before.text === after.text && sameMarks(before.marks, after.marks),
)

function marksWithin(marks: readonly TextMark[], start: number, end: number): readonly TextMark[] {
  return marks.filter((mark) => mark.start < end && mark.end > start)
}

function sameMarks(a: readonly TextMark[], b: readonly TextMark[]): boolean {
  return (
    a.length === b.length &&
    a.every((mark, index) => {
      const other = b[index]
      return mark.start === other?.start && mark.end === other.end && mark.tone === other.tone
    })
  )
}
