import { ActionIcon, Anchor, Badge, Group, Table, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { Link } from 'react-router'
import type { DocumentLine } from '#web/http/wire.ts'
import { documentAddress } from '#web/parts/document-address.ts'
import { sortDocuments, type DocumentOrder } from './sort-documents.ts'
import { SortHead } from './sort-head.tsx'

const rowHeight = 45

/** The documents, in the order of a column. Ten thousand rows are no more work than the thirty that are seen. */
export function DocumentTable(props: {
  readonly documents: readonly DocumentLine[]
  readonly onRemove: (document: DocumentLine) => void
}) {
  const { documents, onRemove } = props
  const [order, setOrder] = useState<DocumentOrder>({ column: 'title', isDown: false })
  const sorted = useMemo(() => sortDocuments(documents, order), [documents, order])
  const scroll = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  const shown = rows.getVirtualItems()
  const above = shown[0]?.start ?? 0
  const below = rows.getTotalSize() - (shown.at(-1)?.end ?? 0)
  return (
    <div ref={scroll} className="table-scroll" tabIndex={0} role="region" aria-label="Documents">
      <Table stickyHeader highlightOnHover aria-rowcount={sorted.length + 1}>
        <Table.Thead>
          <Table.Tr>
            <SortHead column="title" order={order} onSort={setOrder} />
            <SortHead column="source" order={order} onSort={setOrder} visibleFrom="sm" />
            <SortHead column="chunks" order={order} onSort={setOrder} ta="right" />
            <Table.Th w={60}>Remove</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {above > 0 && <tr style={{ height: above }} aria-hidden />}
          {shown.map(({ index }) => {
            const document = sorted[index]
            if (document === undefined) return null
            return (
              <Table.Tr key={document.id} aria-rowindex={index + 2} data-index={index} ref={rows.measureElement}>
                <Table.Td h={rowHeight}>
                  <Group gap="xs">
                    <Anchor component={Link} to={documentAddress({ document_id: document.id })} lineClamp={2}>
                      {document.title}
                    </Anchor>
                    {document.tags.map((tag) => (
                      <Badge key={tag} size="sm" variant="default">
                        {tag}
                      </Badge>
                    ))}
                  </Group>
                </Table.Td>
                <Table.Td visibleFrom="sm">
                  <Text size="sm" c="dimmed" truncate maw={320} title={document.source}>
                    {document.source}
                  </Text>
                </Table.Td>
                <Table.Td ta="right">{document.chunks}</Table.Td>
                <Table.Td>
                  <ActionIcon
                    variant="subtle"
                    color="red"
                    aria-label={`Remove ${document.title}`}
                    onClick={() => onRemove(document)}
                  >
                    <IconTrash size={16} aria-hidden />
                  </ActionIcon>
                </Table.Td>
              </Table.Tr>
            )
          })}
          {below > 0 && <tr style={{ height: below }} aria-hidden />}
        </Table.Tbody>
      </Table>
    </div>
  )
}
