import { Alert, Badge, Card, List, Loader, SimpleGrid, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { requestJson } from '#web/http/request-json.ts'
import type { PairQuality, Round, Rounds } from '#web/http/wire.ts'
import { ProblemAlert } from '#web/parts/problem-alert.tsx'
import { ViewFrame } from '#web/parts/view-frame.tsx'
import { curvesOf } from './curves-of.ts'

const Curves = lazy(async () => ({ default: (await import('./curves.tsx')).Curves }))

/** What the pairs are like as data, and what training rounds have changed. */
export function Evaluate() {
  const quality = useQuery({
    queryKey: ['quality'],
    queryFn: () => requestJson<PairQuality>('/v1/exports/pairs/quality'),
  })
  const rounds = useQuery({ queryKey: ['rounds'], queryFn: () => requestJson<Rounds>('/v1/rounds') })
  const trained = rounds.data?.rounds ?? []
  return (
    <ViewFrame title="Evaluate" about="Whether the data is fit to train on, and whether the model has learnt.">
      <ProblemAlert error={quality.error ?? rounds.error} />
      {quality.isPending && quality.error === null && <Loader aria-label="The pairs are being measured" />}
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        {quality.data !== undefined && <Quality quality={quality.data} />}
        <Card withBorder component="section" aria-label="Rounds of training">
          <Title order={2} size="h4" mb="xs">
            Rounds of training
          </Title>
          {trained.length === 0 ? (
            <Text>No round was trained yet. "nacre train loop" makes pairs and trains the small model on them.</Text>
          ) : (
            <Suspense fallback={<Loader aria-label="The curves are being drawn" />}>
              <Curves rounds={trained} />
              <RoundTable rounds={trained} serving={rounds.data?.serving ?? null} />
            </Suspense>
          )}
        </Card>
      </SimpleGrid>
    </ViewFrame>
  )
}

function Quality({ quality }: { readonly quality: PairQuality }) {
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

function RoundTable({ rounds, serving }: { readonly rounds: readonly Round[]; readonly serving: string | null }) {
  const curves = curvesOf(rounds)
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
