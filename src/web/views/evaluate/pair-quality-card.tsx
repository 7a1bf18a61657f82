import { Alert, Card, List, Table, Title } from '@mantine/core'
import type { PairQuality } from '#web/http/wire.ts'

/** What the pairs are like as data, and what to know before training on them. */
export function PairQualityCard({ quality }: { readonly quality: PairQuality }) {
  const { separable_by: separable, words } = quality
  const rows: readonly (readonly [string, string])[] = [
    ['Pairs', String(quality.pairs)],
    ['Documents behind them', String(quality.documents)],
    ['How unevenly they are used (Gini, 0 = evenly)', quality.document_gini.toFixed(2)],
    [
      'Words: prompt, chosen, rejected',
      [words.prompt, words.chosen, words.rejected].map((count) => count.toFixed(0)).join(', '),
    ],
    ['Told apart by length alone (0.5 is ideal)', separable.length.toFixed(2)],
    ['… by the length of the answer', separable.answer_length.toFixed(2)],
    ['… by format alone', separable.format.toFixed(2)],
    ['Words in common', `${Math.round(100 * quality.similarity)} %`],
    ['Different pairs of words (distinct-2)', quality.distinct_2.toFixed(2)],
    ['Prompts that are nearly the same', String(quality.near_duplicate_prompts)],
  ]
  return (
    <Card withBorder component="section" aria-label="Quality of the pairs">
      <Title order={2} size="h4" mb="xs">
        Quality of the pairs
      </Title>
      <Table>
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400}>
                {name}
              </Table.Th>
              <Table.Td ta="right">{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {quality.warnings.length > 0 && (
        <Alert color="gray" title="Before you train" mt="md">
          <List size="sm">
            {quality.warnings.map((warning) => (
              <List.Item key={warning}>{warning}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </Card>
  )
}
