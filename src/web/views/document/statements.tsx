import { Anchor, Badge, Box, Group, Stack, Text, TextInput, Title, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Evidence, SubGraph } from '#web/http/wire.ts'

const shownAtOnce = 100

/** What the document says, statement by statement, each beside its sentence. */
export function Statements(props: {
  readonly graph: SubGraph
  readonly onHover: (evidence: Evidence | undefined) => void
  readonly onOpen: (evidence: Evidence) => void
}) {
  const { graph, onHover, onOpen } = props
  const [words, setWords] = useState('')
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]))
  const statements = graph.edges
    .map((edge) => ({ ...edge, subject: names.get(edge.subject_id) ?? '', object: names.get(edge.object_id) ?? '' }))
    .filter(({ subject, predicate, object }) =>
      `${subject} ${predicate} ${object}`.toLowerCase().includes(words.toLowerCase()),
    )
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
      <Box component="ul" className="plain-list">
        {statements.slice(0, shownAtOnce).map((statement) => {
          const [first] = statement.evidence
          return (
            <li key={statement.id}>
              <UnstyledButton
                className="statement"
                disabled={first === undefined}
                onMouseEnter={() => onHover(first)}
                onMouseLeave={() => onHover(undefined)}
                onClick={() => first !== undefined && onOpen(first)}
              >
                <Text size="sm">
                  <b>{statement.subject}</b> {statement.predicate} <b>{statement.object}</b>{' '}
                  <Badge size="xs" variant="default" component="span">
                    {statement.type.toLowerCase().replaceAll('_', ' ')}
                  </Badge>
                </Text>
                <Text size="xs" c="dimmed" lineClamp={2}>
                  {first?.sentence}
                </Text>
              </UnstyledButton>
            </li>
          )
        })}
      </Box>
      {statements.length > shownAtOnce && (
        <Text size="sm" c="dimmed">
          {statements.length - shownAtOnce} more; filter to see them.
        </Text>
      )}
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
