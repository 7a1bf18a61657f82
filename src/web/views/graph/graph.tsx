import { Box, Grid, Group, Loader, SegmentedControl, Stack, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { GraphCanvas } from '#web/picture/graph-canvas.tsx'
import { ProblemAlert } from '#web/parts/problem-alert.tsx'
import { ViewFrame } from '#web/parts/view-frame.tsx'
import { entityColours } from '#web/parts/entity-colours.ts'
import { colourByCommunity } from './colour-by-community.ts'
import { ExportMenu } from './export-menu.tsx'
import { FindPath } from './find-path.tsx'
import { FindThing } from './find-thing.tsx'
import { SelectedThing } from './selected-thing.tsx'
import { TypeFilter } from './type-filter.tsx'
import { useExplorer } from './use-explorer.ts'

/** The graph, part by part: search a thing, open its neighbours, find ways between two, read the sentences. */
export function GraphView() {
  const explorer = useExplorer()
  const [selected, setSelected] = useState<string>()
  const [colours, setColours] = useState<'type' | 'community'>('type')
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const { picture } = explorer
  const shown = useMemo(() => {
    if (hidden.size === 0) return picture
    const nodes = new Map([...picture.nodes].filter(([, { type }]) => !hidden.has(type)))
    return {
      nodes,
      edges: new Map([...picture.edges].filter(([, { source, target }]) => nodes.has(source) && nodes.has(target))),
    }
  }, [picture, hidden])
  const colourOf = useMemo(() => {
    if (colours === 'community') return colourByCommunity(shown)
    return (id: string) => entityColours[shown.nodes.get(id)?.type ?? ''] ?? '#7d8793'
  }, [shown, colours])
  const left = picture.nodes.size - shown.nodes.size
  return (
    <ViewFrame
      title="Graph"
      about="What the corpus says, as things and statements. Double-click a thing to open its neighbours."
      actions={<ExportMenu />}
    >
      <ProblemAlert error={explorer.error} />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 3 }} order={{ base: 2, md: 1 }}>
          <Stack>
            <FindThing onPick={(id) => void explorer.open(id).then(() => setSelected(id))} />
            <FindPath onFind={(from, to) => void explorer.connect(from, to)} />
            <SegmentedControl
              aria-label="Colour by"
              value={colours}
              onChange={(value) => setColours(value as typeof colours)}
              data={[
                { value: 'type', label: 'By kind' },
                { value: 'community', label: 'By theme' },
              ]}
            />
            <TypeFilter picture={picture} hidden={hidden} onChange={setHidden} hasColours={colours === 'type'} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }} order={{ base: 1, md: 2 }}>
          <Group justify="space-between" mb="xs">
            <Text size="sm" c="dimmed" role="status" aria-live="polite">
              {shown.nodes.size} things, {shown.edges.size} statements
              {left > 0 ? `, ${left} things hidden` : ''}
              {explorer.notShown > 0 ? `, ${explorer.notShown} or more neighbours not shown` : ''}
            </Text>
            <Group gap="xs">
              {explorer.isBusy && <Loader size="xs" aria-label="The graph is being read" />}
              <button type="button" className="link-button" onClick={() => void explorer.openAll()}>
                Show the whole graph
              </button>
              <button
                type="button"
                className="link-button"
                onClick={() => {
                  explorer.clear()
                  setSelected(undefined)
                }}
              >
                Clear
              </button>
            </Group>
          </Group>
          <Box className="graph-box">
            {shown.nodes.size > 0 ? (
              <GraphCanvas
                picture={shown}
                label={`Graph of ${shown.nodes.size} things and ${shown.edges.size} statements`}
                colourOf={colourOf}
                selected={selected}
                onSelect={setSelected}
                onOpen={(id) => void explorer.open(id)}
              />
            ) : (
              <Text p="xl" c="dimmed">
                Search a material, property or process to begin, or show the whole graph.
              </Text>
            )}
          </Box>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 3 }} order={3}>
          <SelectedThing
            picture={shown}
            selected={selected}
            onSelect={setSelected}
            onOpen={(id) => void explorer.open(id)}
          />
        </Grid.Col>
      </Grid>
    </ViewFrame>
  )
}
