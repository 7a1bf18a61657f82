import { ActionIcon, Anchor, Badge, Group, Table, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { Link } from 'react-router'
import type { DocumentLine } from '#web/http/wire.ts'
import { documentAddress } from '#web/parts/document-address.ts'

const rowHeight = 45

/** Ten thousand rows are no more work than the thirty that are seen. */
export function DocumentTable(props: {
  readonly documents: readonly DocumentLine[]
  readonly onRemove: (document: DocumentLine) => void
}) {
  const { documents, onRemove } = props
  const scroll = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: documents.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  const shown = rows.getVirtualItems()
  const above = shown[0]?.start ?? 0
  const below = rows.getTotalSize() - (shown.at(-1)?.end ?? 0)
  return (
    <div ref={scroll} className="table-scroll" tabIndex={0} role="region" aria-label="Documents">
      <Table stickyHeader highlightOnHover aria-rowcount={documents.length + 1}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Title</Table.Th>
            <Table.Th visibleFrom="sm">Source</Table.Th>
            <Table.Th ta="right">Passages</Table.Th>
            <Table.Th w={60}>Remove</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {above > 0 && <tr style={{ height: above }} aria-hidden />}
          {shown.map(({ index }) => {
            const document = documents[index]
            if (document === undefined) return null
            return (
              <Table.Tr key={document.id} aria-rowindex={index + 2} style={{ height: rowHeight }}>
                <Table.Td>
                  <Group gap="xs">
                    <Anchor component={Link} to={documentAddress({ document_id: document.id })}>
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
