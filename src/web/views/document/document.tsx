import { Alert, Badge, Grid, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { requestJson } from '#web/http/request-json.ts'
import type { Content, DocumentRecord, Evidence, SubGraph } from '#web/http/wire.ts'
import type { TextMark } from '#web/parts/evidence-text.tsx'
import { ProblemAlert } from '#web/parts/problem-alert.tsx'
import { ViewFrame } from '#web/parts/view-frame.tsx'
import { Waiting } from '#web/parts/waiting.tsx'
import { DocumentPages } from './document-pages.tsx'
import { PageMenu } from './page-menu.tsx'
import { Statements } from './statements.tsx'

/** A document as it was read: its pages, the sentences that evidence comes from, and what they say. */
export function DocumentView() {
  const { id = '' } = useParams()
  const [search, setSearch] = useSearchParams()
  const path = `/v1/documents/${encodeURIComponent(id)}`
  const about = useQuery({ queryKey: ['document', id], queryFn: () => requestJson<DocumentRecord>(path) })
  const content = useQuery({ queryKey: ['content', id], queryFn: () => requestJson<Content>(`${path}/content`) })
  const graph = useQuery({
    queryKey: ['document-graph', id],
    queryFn: () => requestJson<SubGraph>(`${path}/graph?limit=1000`),
  })
  const [hovered, setHovered] = useState<Evidence>()
  const wanted = readSpan(search)
  const marks = useMemo(() => {
    const places = (graph.data?.edges ?? []).flatMap(({ evidence }) => evidence)
    const spans = [...new Map(places.map(({ start, end }) => [`${start}-${end}`, { start, end }])).values()]
    const marks: readonly TextMark[] = spans
    return [
      ...marks,
      ...(hovered === undefined ? [] : [{ start: hovered.start, end: hovered.end, tone: 'pointed' as const }]),
      ...(wanted === undefined ? [] : [{ ...wanted, tone: 'wanted' as const }]),
    ]
  }, [graph.data, hovered, wanted])
  const record = about.data
  return (
    <ViewFrame title={record?.title ?? 'Document'} {...(record !== undefined && { about: describe(record) })}>
      <ProblemAlert error={about.error ?? content.error} title="This document cannot be shown" />
      {record !== undefined && (
        <Group gap="xs">
          <Badge variant="default">{record.license ?? 'licence unknown'}</Badge>
          {record.tags.map((tag) => (
            <Badge key={tag} variant="default">
              {tag}
            </Badge>
          ))}
        </Group>
      )}
      {wanted !== undefined && content.data !== undefined && wanted.end > content.data.text.length && (
        <Alert color="gray">The place you came for lies beyond the end of this document.</Alert>
      )}
      {content.isPending && content.error === null && <Waiting what="The text is being read" />}
      {content.data !== undefined && (
        <Grid gap="xl">
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Group justify="space-between" mb="xs">
              <Text size="sm" c="dimmed">
                Underlined sentences are evidence for statements of the graph.
              </Text>
              <PageMenu pages={content.data.pages} />
            </Group>
            <DocumentPages content={content.data} marks={marks} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 5 }}>
            <ProblemAlert error={graph.error} />
            {graph.data !== undefined && (
              <div className="beside" tabIndex={0} role="region" aria-label="What it says">
                <Statements
                  graph={graph.data}
                  wanted={wanted}
                  onHover={setHovered}
                  onOpen={({ start, end }) => setSearch({ start: String(start), end: String(end) }, { replace: true })}
                />
              </div>
            )}
          </Grid.Col>
        </Grid>
      )}
    </ViewFrame>
  )
}

function readSpan(search: URLSearchParams): { start: number; end: number } | undefined {
  const [start, end] = ['start', 'end'].map((name) => Number.parseInt(search.get(name) ?? '', 10)) as [number, number]
  return Number.isFinite(start) && Number.isFinite(end) && end > start ? { start, end } : undefined
}

function describe({ authors, year, source, pages, chunks }: DocumentRecord): string {
  const by = authors.length === 0 ? '' : `${authors.slice(0, 3).join(', ')}${authors.length > 3 ? ' et al.' : ''} · `
  return `${by}${year === null ? '' : `${year} · `}${pages > 0 ? `${pages} pages · ` : ''}${chunks} passages · ${source}`
}
