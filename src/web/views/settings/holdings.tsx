import { Stack, Table, Title } from '@mantine/core'
import type { Stats } from '#web/http/wire.ts'

const names: Readonly<Record<string, string>> = {
  chunks: 'passages',
  entities: 'things',
  relations: 'statements',
  evidence: 'sentences that state them',
  merges: 'names that mean one thing',
  traces: 'answers',
}

/** How much the library holds: in all, by kind of thing, by kind of statement. */
export function Holdings({ stats }: { readonly stats: Stats }) {
  const { entities_by_type: entities, relations_by_type: relations, ...counts } = stats
  return (
    <Stack>
      <Counts title="In all" counts={counts} />
      <Counts title="Things by kind" counts={entities} />
      <Counts title="Statements by kind" counts={relations} />
    </Stack>
  )
}

function Counts({ title, counts }: { readonly title: string; readonly counts: Readonly<Record<string, number>> }) {
  const rows = Object.entries(counts)
  if (rows.length === 0) return null
  return (
    <section aria-label={title}>
      <Title order={3} size="h6" mb={4}>
        {title}
      </Title>
      <Table verticalSpacing={4}>
        <Table.Tbody>
          {rows.map(([name, count]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400}>
                {names[name] ?? name.toLowerCase().replaceAll('_', ' ')}
              </Table.Th>
              <Table.Td ta="right">{count.toLocaleString('en')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
