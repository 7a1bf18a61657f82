import { Table, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { ComponentProps } from 'react'
import type { DocumentOrder } from './sort-documents.ts'

const names = { title: 'Title', source: 'Source', chunks: 'Passages' } as const

/** The head of a column; pressed, it sorts by it, and pressed again the other way round. */
export function SortHead(
  props: {
    readonly column: DocumentOrder['column']
    readonly order: DocumentOrder
    readonly onSort: (order: DocumentOrder) => void
  } & Pick<ComponentProps<typeof Table.Th>, 'visibleFrom' | 'ta'>,
) {
  const { column, order, onSort, ...look } = props
  const isSorted = order.column === column
  const sort = isSorted ? (order.isDown ? 'descending' : 'ascending') : 'none'
  const Arrow = order.isDown ? IconArrowDown : IconArrowUp
  return (
    <Table.Th aria-sort={sort} {...look}>
      <UnstyledButton
        fw={700}
        fz="sm"
        onClick={() => onSort({ column, isDown: isSorted ? !order.isDown : column === 'chunks' })}
      >
        {names[column]} {isSorted && <Arrow size={14} aria-hidden />}
      </UnstyledButton>
    </Table.Th>
  )
}
