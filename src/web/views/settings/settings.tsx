import {
  Anchor,
  Button,
  Card,
  Group,
  List,
  PasswordInput,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Title,
  useMantineColorScheme,
} from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { readApiKey, writeApiKey } from '#web/http/api-key.ts'
import { requestJson } from '#web/http/request-json.ts'
import type { Stats } from '#web/http/wire.ts'
import { ProblemAlert } from '#web/parts/problem-alert.tsx'
import { useNeo4jLinks } from '#web/parts/use-neo4j-links.ts'
import { ViewFrame } from '#web/parts/view-frame.tsx'
import { Holdings } from './holdings.tsx'

/** How this page looks and which key it sends, what the server holds, and the ways into Neo4j Browser. */
export function Settings() {
  const stats = useQuery({ queryKey: ['stats'], queryFn: () => requestJson<Stats>('/v1/graph/stats') })
  return (
    <ViewFrame title="Settings" about="How this page looks, the key it sends, and what the library holds.">
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Stack>
          <Appearance />
          <Key />
          <Neo4jCard />
        </Stack>
        <Card withBorder component="section" aria-label="What the library holds">
          <Title order={2} size="h4" mb="xs">
            What the library holds
          </Title>
          <ProblemAlert error={stats.error} />
          {stats.data !== undefined && <Holdings stats={stats.data} />}
        </Card>
      </SimpleGrid>
    </ViewFrame>
  )
}

function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Card withBorder component="section" aria-label="Appearance">
      <Title order={2} size="h4" mb="xs">
        Appearance
      </Title>
      <SegmentedControl
        aria-label="Colours"
        value={colorScheme}
        onChange={(value) => setColorScheme(value as typeof colorScheme)}
        data={[
          { value: 'auto', label: 'As the system' },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
      />
    </Card>
  )
}

function Neo4jCard() {
  const links = useNeo4jLinks()
  return (
    <Card withBorder component="section" aria-label="Neo4j Browser">
      <Title order={2} size="h4" mb="xs">
        Neo4j Browser
      </Title>
      <Stack gap="xs" align="flex-start">
        {links.data === undefined ? (
          <Button variant="default" onClick={() => links.mutate()} loading={links.isPending}>
            Look for a Neo4j
          </Button>
        ) : (
          <>
            <Anchor href={links.data.browser} target="_blank" rel="noreferrer">
              Open Neo4j Browser
            </Anchor>
            <Anchor href={links.data.guide} target="_blank" rel="noreferrer">
              Open its guide to this graph
            </Anchor>
            <List size="sm">
              {links.data.queries.map(({ name, url }) => (
                <List.Item key={url}>
                  <Anchor href={url} target="_blank" rel="noreferrer" size="sm">
                    {name}
                  </Anchor>
                </List.Item>
              ))}
            </List>
          </>
        )}
        <ProblemAlert error={links.error} title="There is no Neo4j" />
      </Stack>
    </Card>
  )
}

function Key() {
  const [key, setKey] = useState(readApiKey())
  const queries = useQueryClient()
  return (
    <Card withBorder component="section" aria-label="Key">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          writeApiKey(key.trim())
          void queries.invalidateQueries()
        }}
      >
        <Group align="flex-end">
          <PasswordInput
            flex={1}
            label="API key"
            description='Only needed where the server asks for one ("nacre key create"). Kept until this tab is closed.'
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
            autoComplete="off"
          />
          <Button type="submit" variant="default">
            Use it
          </Button>
        </Group>
      </form>
    </Card>
  )
}
