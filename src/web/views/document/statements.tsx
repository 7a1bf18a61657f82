import { Anchor, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Evidence, SubGraph } from '#web/http/wire.ts'
import { StatementList, type NamedStatement } from './statement-list.tsx'

/** What the document says, statement by statement, each beside its sentence; those of the sentence that was looked for first. */
export function Statements(props: {
  readonly graph: SubGraph
  readonly wanted: { readonly start: number; readonly end: number } | undefined
  readonly onHover: (evidence: Evidence | undefined) => void
  readonly onOpen: (evidence: Evidence) => void
}) {
  const { graph, wanted, onHover, onOpen } = props
  const [words, setWords] = useState('')
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]))
  const statements = graph.edges
    .map((edge): NamedStatement => ({
      ...edge,
      subject: names.get(edge.subject_id) ?? '',
      object: names.get(edge.object_id) ?? '',
    }))
    .filter(({ subject, predicate, object }) =>
      `${subject} ${predicate} ${object}`.toLowerCase().includes(words.toLowerCase()),
    )
  const isWanted = ({ evidence }: NamedStatement): boolean =>
    wanted !== undefined && evidence.some(({ start, end }) => start < wanted.end && end > wanted.start)
  const ofSentence = statements.filter(isWanted)
  const others = ofSentence.length === 0 ? statements : statements.filter((statement) => !isWanted(statement))
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Title order={2} size="h4">
          What it says
        </Title>
        <Text size="sm" c="dimmed" role="status">
          {statements.length} statements, {graph.nodes.length} things
        </Text>
      </Group>
      <TextInput
        aria-label="Filter the statements"
        placeholder="Filter"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {ofSentence.length > 0 && (
        <>
          <Title order={3} size="h6">
            In the marked sentence
          </Title>
          <StatementList statements={ofSentence} hasSentences={false} onHover={onHover} onOpen={onOpen} />
          <Title order={3} size="h6">
            In the other sentences
          </Title>
        </>
      )}
      <StatementList statements={others} hasSentences onHover={onHover} onOpen={onOpen} />
      <Anchor
        component={Link}
        to={`/graph?focus=${graph.nodes
          .slice(0, 3)
          .map(({ id }) => encodeURIComponent(id))
          .join(',')}`}
      >
        See its main things in the graph
      </Anchor>
    </Stack>
  )
}
