import { Card, Table, Text, Title } from '@mantine/core'
import type { Evaluations } from '#web/http/wire.ts'

type Evaluation = Evaluations['evaluations'][number]

/** Measures that say whether the model has learnt, in words. */
const measures = [
  ['format', 'One closed block of thinking'],
  ['ended', 'Ends by itself'],
  ['groundedWithoutQuestion', 'Grounded, without the words of the question'],
  ['right', 'The right sentence'],
  ['repetition', 'Triples of words repeated (less is better)'],
] as const

/** Free replies of the base model and of each version to tasks that no pair was made from. */
export function EvaluationTable({ evaluations }: { readonly evaluations: readonly Evaluation[] }) {
  const tasks = Math.max(...evaluations.map((one) => one.tasks))
  return (
    <Card withBorder component="section" aria-label="Measured on documents kept aside">
      <Title order={2} size="h4" mb="xs">
        Measured on documents kept aside
      </Title>
      <Text size="sm" c="dimmed">
        Free replies to {tasks} tasks; mean and 95 % interval.
      </Text>
      <div className="table-scroll wide" tabIndex={0} role="region" aria-label="Measures">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Share of replies</Table.Th>
              {evaluations.map(({ policy, profile }) => (
                <Table.Th key={`${policy} ${profile}`} ta="right" style={{ whiteSpace: 'nowrap' }}>
                  {policy}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {measures.map(([measure, name]) => (
              <Table.Tr key={measure}>
                <Table.Th scope="row" fw={400}>
                  {name}
                </Table.Th>
                {evaluations.map((one) => (
                  <Table.Td key={`${one.policy} ${one.profile}`} ta="right" style={{ whiteSpace: 'nowrap' }}>
                    <Measured interval={one.measures[measure]} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Card>
  )
}

function Measured({ interval }: { readonly interval: Evaluation['measures'][string] | undefined }) {
  if (interval === undefined) return '–'
  return (
    <>
      {interval.mean.toFixed(2)}{' '}
      <Text span size="xs" c="dimmed">
        {interval.low.toFixed(2)}–{interval.high.toFixed(2)}
      </Text>
    </>
  )
}
