import { Anchor, Tooltip } from '@mantine/core'
import { Link } from 'react-router'
import type { Citation } from '#web/http/wire.ts'
import { documentAddress } from '#web/parts/document-address.ts'

/** The number of a citation; it leads to the sentence in its document. */
export function CitationChip({ n, citation }: { readonly n: number; readonly citation: Citation }) {
  return (
    <Tooltip label={citation.quote} multiline maw={420} withArrow events={{ hover: true, focus: true, touch: true }}>
      <Anchor
        component={Link}
        to={documentAddress(citation)}
        className="citation"
        aria-label={`Citation ${n}: ${citation.quote}`}
      >
        {n}
      </Anchor>
    </Tooltip>
  )
}
