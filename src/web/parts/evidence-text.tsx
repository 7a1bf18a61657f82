import { Fragment, useEffect, useRef } from 'react'

export interface TextMark {
  readonly start: number
  readonly end: number
  /**
   * `wanted`: the one that the reader came for, scrolled to and drawn strongest; `pointed`: the one pointed at beside the
   * text; `heading`: no evidence, a title of a part.
   */
  readonly tone?: 'wanted' | 'pointed' | 'heading'
}

/** Plain text in which spans are marked. `offset` is where `text` begins in the text that the spans count in (UTF-16). */
export function EvidenceText(props: {
  readonly text: string
  readonly offset: number
  readonly marks: readonly TextMark[]
}) {
  const strong = useRef<HTMLElement>(null)
  const target = props.marks.find(({ tone }) => tone === 'wanted')
  useEffect(() => {
    strong.current?.scrollIntoView({ block: 'center' })
  }, [target?.start, target?.end])
  return (
    <>
      {cut(props.text, props.offset, props.marks).map(({ words, start, mark }) =>
        mark === undefined ? (
          <Fragment key={start}>{words}</Fragment>
        ) : mark.tone === 'heading' ? (
          <strong key={start} className="doc-heading">
            {words}
          </strong>
        ) : (
          <mark
            key={start}
            className="evidence"
            data-tone={mark.tone}
            {...(mark.tone === 'wanted' && { ref: strong, tabIndex: -1 })}
          >
            {words}
          </mark>
        ),
      )}
    </>
  )
}

/** The text in pieces; of marks that overlap the wanted one wins, then the one pointed at, then the earlier. */
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
    return { words: text.slice(start, end), start, mark: find(over, 'wanted') ?? find(over, 'pointed') ?? over[0] }
  })
}

function find(marks: readonly TextMark[], wanted: TextMark['tone']): TextMark | undefined {
  return marks.find(({ tone }) => tone === wanted)
}
