import { Box, Checkbox, Grid, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { GraphCanvas } from '#web/picture/graph-canvas.tsx'
import { ProblemAlert } from '#web/parts/problem-alert.tsx'
import { ViewFrame } from '#web/parts/view-frame.tsx'
import { entityColours } from '#web/parts/entity-colours.ts'
import { Waiting } from '#web/parts/waiting.tsx'
import { BeginHere } from './begin-here.tsx'
import { ExportMenu } from './export-menu.tsx'
import { filterPicture } from './filter-picture.ts'
import { FindPath } from './find-path.tsx'
import { FindThing } from './find-thing.tsx'
import { FoundWays } from './found-ways.tsx'
import { groupByCommunity } from './group-by-community.ts'
import { SelectedThing } from './selected-thing.tsx'
import { ThemeLegend } from './theme-legend.tsx'
import { TypeFilter } from './type-filter.tsx'
import { focusOf, useExplorer } from './use-explorer.ts'
import { WhatIsShown } from './what-is-shown.tsx'

/** The graph, part by part: search a thing, open its neighbours, find ways between two, read the sentences. */
export function GraphView() {
  const explorer = useExplorer()
  const [search] = useSearchParams()
  const [selected, setSelected] = useState<string | undefined>(() => {
    const focus = focusOf(search)
    return focus.length === 1 ? focus[0] : undefined
  })
  const [colours, setColours] = useState<'type' | 'community'>('type')
  const [hiddenTypes, setHiddenTypes] = useState<ReadonlySet<string>>(new Set())
  const [hidesLoose, setHidesLoose] = useState(false)
  const { picture, paths } = explorer
  const shown = useMemo(() => filterPicture(picture, { hiddenTypes, hidesLoose }), [picture, hiddenTypes, hidesLoose])
  const groups = useMemo(() => (colours === 'community' ? groupByCommunity(shown) : undefined), [shown, colours])
  const colourOf = useMemo(
    () => groups?.colourOf ?? ((id: string) => entityColours[shown.nodes.get(id)?.type ?? ''] ?? '#7d8793'),
    [shown, groups],
  )
  const open = (id: string): void => void explorer.open(id).then(() => setSelected(id))
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
            <FindThing onPick={open} />
            <FindPath
              onFind={(from, to) => {
                setSelected(undefined)
                void explorer.connect(from, to)
              }}
            />
            <SegmentedControl
              aria-label="Colour by"
              value={colours}
              onChange={(value) => setColours(value)}
              data={[
                { value: 'type', label: 'By kind' },
                { value: 'community', label: 'By theme' },
              ]}
            />
            <TypeFilter
              picture={picture}
              hidden={hiddenTypes}
              onChange={setHiddenTypes}
              hasColours={colours === 'type'}
            />
            <Checkbox
              label="Hide “appears with”"
              description="These only stand in one sentence"
              checked={hidesLoose}
              onChange={({ currentTarget: { checked } }) => setHidesLoose(checked)}
            />
            {groups !== undefined && <ThemeLegend themes={groups.themes} />}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }} order={{ base: 1, md: 2 }}>
          <Group justify="space-between" mb="xs">
            <WhatIsShown explorer={explorer} shown={shown} />
            <Group gap="xs">
              {explorer.isBusy && <Waiting what="The graph is being read" isSmall />}
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
                onOpen={open}
              />
            ) : (
              picture.nodes.size === 0 && !explorer.isBusy && <BeginHere onPick={open} />
            )}
            {shown.nodes.size === 0 && picture.nodes.size > 0 && (
              <Text p="xl" c="dimmed">
                All that is open is of hidden kinds.
              </Text>
            )}
          </Box>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 3 }} order={3}>
          {selected === undefined && paths !== undefined ? (
            <FoundWays paths={paths} onSelect={setSelected} />
          ) : (
            <SelectedThing picture={shown} selected={selected} onSelect={setSelected} onOpen={open} />
          )}
        </Grid.Col>
      </Grid>
    </ViewFrame>
  )
}
