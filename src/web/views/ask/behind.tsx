import { Anchor, Grid, List, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useState } from 'react'
import { Link } from 'react-router'
import { requestJson } from '#web/http/request-json.ts'
import type { SubGraph } from '#web/http/wire.ts'
import { documentAddress } from '#web/parts/document-address.ts'
import { entityColours } from '#web/parts/entity-colours.ts'
import { pictureOfSubGraph } from '#web/picture/picture.ts'
import type { AskState } from './use-ask.ts'

const GraphCanvas = lazy(async () => ({ default: (await import('#web/picture/graph-canvas.tsx')).GraphCanvas }))

/** What lies behind an answer: the passages that were found and the part of the graph that they speak of. */
export function Behind({ state }: { readonly state: AskState }) {
  const { reply, passages } = state
  const id = reply?.is_refused === false ? reply.trace_id : undefined
  const graph = useQuery({
    queryKey: ['run-graph', id],
    queryFn: () => requestJson<SubGraph>(`/v1/runs/${encodeURIComponent(id ?? '')}/graph?limit=60`),
    enabled: id !== undefined,
  })
  const [selected, setSelected] = useState<string>()
  const picture = useMemo(() => (graph.data === undefined ? undefined : pictureOfSubGraph(graph.data)), [graph.data])
  const colourOf = useMemo(
    () => (node: string) => entityColours[picture?.nodes.get(node)?.type ?? ''] ?? '#7d8793',
    [picture],
  )
  const thing = selected === undefined ? undefined : picture?.nodes.get(selected)
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Title order={2} size="h4" mb="xs">
          Passages found
        </Title>
        <List size="sm" type="ordered">
          {passages.map((passage) => (
            <List.Item key={passage.chunk_id}>
              <Link to={documentAddress({ document_id: passage.document_id })} className="source-link">
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
      </Grid.Col>
      {picture !== undefined && picture.nodes.size > 0 && (
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Title order={2} size="h4" mb="xs">
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
          <Anchor
            component={Link}
            size="sm"
            to={`/graph?focus=${selected ?? [...picture.nodes.keys()].slice(0, 3).join(',')}`}
          >
            {thing === undefined ? 'Explore it in the graph' : `Explore ${thing.name} in the graph`}
          </Anchor>
        </Grid.Col>
      )}
    </Grid>
  )
}
