import { Anchor, Group, List, SimpleGrid, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useState } from 'react'
import { Link } from 'react-router'
import { requestJson } from '#web/http/request-json.ts'
import type { SubGraph } from '#web/http/wire.ts'
import { documentAddress } from '#web/parts/document-address.ts'
import { entityColours } from '#web/parts/entity-colours.ts'
import { connectedPart, pictureOfSubGraph } from '#web/picture/picture.ts'
import { suffixOf } from './suffix-of.ts'
import type { AskState } from './use-ask.ts'

const GraphCanvas = lazy(async () => ({ default: (await import('#web/picture/graph-canvas.tsx')).GraphCanvas }))

/** What lies behind an answer: the passages that were found, and the part of the graph that its passages speak of. */
export function Behind({ state, order }: { readonly state: AskState; readonly order: 2 | 3 }) {
  const { reply, passages } = state
  const suffix = suffixOf(state, order)
  const hasGraph = reply?.is_refused === false
  return (
    <SimpleGrid cols={{ base: 1, md: passages.length > 0 && hasGraph && order === 2 ? 2 : 1 }} spacing="xl">
      {hasGraph && <UsedGraph id={reply.trace_id} order={order} suffix={suffix} />}
      {passages.length > 0 && (
        <section aria-label={`Passages found${suffix}`}>
          <Title order={order} size="h4" mb="xs">
            Passages found
          </Title>
          <List size="sm" type="ordered">
            {passages.map((passage) => (
              <List.Item key={passage.chunk_id}>
                <Link to={documentAddress(passage)} className="source-link">
                  {passage.title}
                </Link>
                {passage.page !== null && (
                  <Text span size="xs" c="dimmed">
                    {' '}
                    page {passage.page}
                  </Text>
                )}
              </List.Item>
            ))}
          </List>
        </section>
      )}
    </SimpleGrid>
  )
}

function UsedGraph(props: { readonly id: string; readonly order: 2 | 3; readonly suffix: string }) {
  const { id, order, suffix } = props
  const graph = useQuery({
    queryKey: ['run-graph', id],
    queryFn: () => requestJson<SubGraph>(`/v1/runs/${encodeURIComponent(id)}/graph?limit=40`),
  })
  const [selected, setSelected] = useState<string>()
  const picture = useMemo(
    () => (graph.data === undefined ? undefined : connectedPart(pictureOfSubGraph(graph.data))),
    [graph.data],
  )
  const colourOf = useMemo(
    () => (node: string) => entityColours[picture?.nodes.get(node)?.type ?? ''] ?? '#7d8793',
    [picture],
  )
  if (picture === undefined || picture.nodes.size === 0) return null
  const thing = selected === undefined ? undefined : picture.nodes.get(selected)
  const truncated = graph.data?.truncated ?? null
  return (
    <section aria-label={`The graph behind it${suffix}`}>
      <Title order={order} size="h4" mb="xs">
        The graph behind it
      </Title>
      <div className="graph-box small">
        <Suspense>
          <GraphCanvas
            picture={picture}
            label={`The ${picture.nodes.size} things that the answer rests on`}
            colourOf={colourOf}
            selected={selected}
            onSelect={setSelected}
          />
        </Suspense>
      </div>
      <Group justify="space-between" mt={4}>
        <Text size="sm" c="dimmed">
          {picture.nodes.size} things, {picture.edges.size} statements
          {truncated === null ? '' : `, of the most mentioned of ${truncated.total} things`}
        </Text>
        <Anchor
          component={Link}
          size="sm"
          to={`/graph?focus=${selected ?? [...picture.nodes.keys()].slice(0, 3).join(',')}`}
        >
          {thing === undefined ? 'Explore it in the graph' : `Explore ${thing.name} in the graph`}
        </Anchor>
      </Group>
    </section>
  )
}
