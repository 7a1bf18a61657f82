import { Badge, Table } from '@mantine/core'
import type { Round } from '#web/http/wire.ts'
import { curvesOf } from './curves-of.ts'

/** The figures of the rounds in numbers. */
export function RoundTable({
  rounds,
  serving,
}: {
  readonly rounds: readonly Round[]
  readonly serving: string | null
}) {
  const { curves } = curvesOf(rounds, undefined)
  return (
    <Table mt="md">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Round</Table.Th>
          <Table.Th>Method</Table.Th>
          {curves.map(({ name }) => (
            <Table.Th key={name} ta="right">
              {name}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rounds.map(({ round, method, version, reason }, index) => (
          <Table.Tr key={round} title={reason}>
            <Table.Th scope="row">
              {round}
              {version !== null && version === serving && (
                <Badge ml="xs" variant="default" component="span">
                  serves
                </Badge>
              )}
            </Table.Th>
            <Table.Td>{method}</Table.Td>
            {curves.map(({ name, values }) => (
              <Table.Td key={name} ta="right">
                {values[index]?.toFixed(2) ?? '–'}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
