import { Fragment, useEffect, useRef } from 'react'

export interface TextMark {
  readonly start: number
  readonly end: number
  /** The one that the reader came for: scrolled to and drawn stronger. */
  readonly isStrong?: boolean
}

/** Plain text in which spans are marked. `offset` is where `text` begins in the text that the spans count in (UTF-16). */
export function EvidenceText(props: {
  readonly text: string
  readonly offset: number
  readonly marks: readonly TextMark[]
}) {
  const strong = useRef<HTMLElement>(null)
  const target = props.marks.find(({ isStrong }) => isStrong === true)
  useEffect(() => {
    strong.current?.scrollIntoView({ block: 'center' })
  }, [target?.start, target?.end])
  return (
    <>
      {cut(props.text, props.offset, props.marks).map(({ words, start, mark }) =>
        mark === undefined ? (
          <Fragment key={start}>{words}</Fragment>
        ) : (
          <mark
            key={start}
            className="evidence"
            data-strong={mark.isStrong === true}
            {...(mark.isStrong === true && { ref: strong, tabIndex: -1 })}
          >
            {words}
          </mark>
        ),
      )}
    </>
  )
}

/** The text in pieces; of marks that overlap the strong one wins, then the earlier. */
function cut(text: string, offset: number, marks: readonly TextMark[]) {
  const ends = marks
    .map((mark) => ({
      ...mark,
      start: Math.max(0, mark.start - offset),
      end: Math.min(text.length, mark.end - offset),
    }))
    .filter(({ start, end }) => start < end)
  const borders = [...new Set([0, text.length, ...ends.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  )
  return borders.slice(0, -1).map((start, index) => {
    const end = borders[index + 1] ?? start
    const over = ends.filter((mark) => mark.start <= start && mark.end >= end)
    return { words: text.slice(start, end), start, mark: over.find(({ isStrong }) => isStrong === true) ?? over[0] }
  })
}
