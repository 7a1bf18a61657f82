import { Anchor, Badge, Button, Group, ScrollArea, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { useMemo } from 'react'
import { Link } from 'react-router'
import type { Picture, PictureEdge } from '#web/picture/picture.ts'
import { Neo4jLink } from './neo4j-link.tsx'

const listed = 40
const byName = new Intl.Collator('en', { numeric: true })

/** The thing that was chosen and what is said of it, with the sentences; before one is chosen, the list of all. */
export function SelectedThing(props: {
  readonly picture: Picture
  readonly selected: string | undefined
  readonly onSelect: (id: string | undefined) => void
  readonly onOpen: (id: string) => void
}) {
  const { picture, selected, onSelect, onOpen } = props
  const thing = selected === undefined ? undefined : picture.nodes.get(selected)
  if (thing === undefined) return <AllThings picture={picture} onSelect={onSelect} />
  // What the text says comes before what only stands in one sentence.
  const statements = [...picture.edges]
    .filter(([, { source, target }]) => source === thing.id || target === thing.id)
    .toSorted(([, a], [, b]) => Number(a.predicate === 'appears with') - Number(b.predicate === 'appears with'))
  return (
    <Stack gap="xs" component="section" aria-label={`About ${thing.name}`}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {thing.name}
        </Title>
        <Badge variant="default">{thing.type}</Badge>
      </Group>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={() => onOpen(thing.id)}>
          Open its neighbours
        </Button>
        <Button size="xs" variant="default" onClick={() => onSelect(undefined)}>
          Back
        </Button>
      </Group>
      <Neo4jLink entityId={thing.id} />
      <ScrollArea.Autosize mah="60dvh" viewportProps={{ tabIndex: 0, 'aria-label': 'Statements' }}>
        <ul className="plain-list">
          {statements.slice(0, listed).map(([key, edge]) => (
            <li key={key}>
              <Statement edge={edge} picture={picture} onSelect={onSelect} />
            </li>
          ))}
        </ul>
        {statements.length > listed && <Text size="sm">{statements.length - listed} more statements</Text>}
      </ScrollArea.Autosize>
    </Stack>
  )
}

function Statement(props: {
  readonly edge: PictureEdge
  readonly picture: Picture
  readonly onSelect: (id: string) => void
}) {
  const { edge, picture, onSelect } = props
  const nameOf = (id: string) => picture.nodes.get(id)?.name ?? id
  const [first] = edge.sentences
  return (
    <Stack gap={2} py={6}>
      <Text size="sm">
        <UnstyledButton className="name-button" onClick={() => onSelect(edge.source)}>
          {nameOf(edge.source)}
        </UnstyledButton>{' '}
        {edge.predicate}{' '}
        <UnstyledButton className="name-button" onClick={() => onSelect(edge.target)}>
          {nameOf(edge.target)}
        </UnstyledButton>
      </Text>
      {first !== undefined && (
        <Text size="xs" c="dimmed">
          {first.text}{' '}
          {first.address !== undefined && (
            <Anchor component={Link} to={first.address} size="xs" underline="always">
              in the document
            </Anchor>
          )}
          {edge.sentences.length > 1 && ` and ${edge.sentences.length - 1} more`}
        </Text>
      )}
    </Stack>
  )
}

function AllThings({ picture, onSelect }: { readonly picture: Picture; readonly onSelect: (id: string) => void }) {
  const things = useMemo(() => {
    return [...picture.nodes.values()].sort((a, b) => b.mentions - a.mentions || byName.compare(a.name, b.name))
  }, [picture])
  if (things.length === 0) return null
  return (
    <Stack gap="xs" component="section" aria-label="Things shown">
      <Title order={2} size="h4">
        Things shown
      </Title>
      <ScrollArea.Autosize mah="60dvh" viewportProps={{ tabIndex: 0, 'aria-label': 'Things' }}>
        <ul className="plain-list">
          {things.slice(0, 100).map(({ id, name, type }) => (
            <li key={id}>
              <UnstyledButton className="statement" onClick={() => onSelect(id)}>
                <Text size="sm" span>
                  {name}
                </Text>{' '}
                <Text size="xs" c="dimmed" span>
                  {type}
                </Text>
              </UnstyledButton>
            </li>
          ))}
        </ul>
        {things.length > 100 && <Text size="sm">{things.length - 100} more; find one by its name.</Text>}
      </ScrollArea.Autosize>
    </Stack>
  )
}
