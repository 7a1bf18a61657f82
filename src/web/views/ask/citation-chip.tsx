import { Anchor, Tooltip } from '@mantine/core'
import { Link } from 'react-router'
import type { AskReply } from '#web/http/wire.ts'
import { documentAddress } from '#web/parts/document-address.ts'

/** The number of a citation; it leads to the sentence in its document. */
export function CitationChip({
  n,
  citation,
}: {
  readonly n: number
  readonly citation: AskReply['citations'][number]
}) {
  const { quote, title, page } = citation
  const place = page === null ? title : `${title}, page ${page}`
  return (
    <Tooltip
      label={
        <>
          <b>{place}</b>
          <br />
          {quote}
        </>
      }
      multiline
      maw={420}
      withArrow
      events={{ hover: true, focus: true, touch: true }}
    >
      <Anchor
        component={Link}
        to={documentAddress(citation)}
        className="citation"
        aria-label={`Citation ${n}: ${quote}`}
      >
        {n}
      </Anchor>
    </Tooltip>
  )
}
