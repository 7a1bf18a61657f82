import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { requestJson } from '#web/http/request-json.ts'
import type { Entity } from '#web/http/wire.ts'
import { ProblemAlert } from '#web/parts/problem-alert.tsx'
import { Waiting } from '#web/parts/waiting.tsx'

interface Communities {
  readonly communities: readonly { readonly name: string; readonly members: readonly Entity[] }[]
}

/** What stands in the place of a picture before there is one. Themes are looked for when somebody wants them: it is work. */
export function BeginHere({ onPick }: { readonly onPick: (id: string) => void }) {
  const themes = useMutation({
    mutationFn: () => requestJson<Communities>('/v1/graph/communities?limit=8&members=1'),
  })
  const things = (themes.data?.communities ?? []).flatMap(({ members }) => members.slice(0, 1))
  return (
    <Stack p="xl" align="flex-start">
      <Text>Find a material, property or process to begin, or show the whole graph.</Text>
      {themes.data === undefined ? (
        <Button variant="default" onClick={() => themes.mutate()} disabled={themes.isPending}>
          {themes.isPending ? <Waiting what="The themes are being looked for" isSmall /> : 'Suggest where to begin'}
        </Button>
      ) : (
        <Group gap="xs" role="group" aria-label="Main things of the themes">
          {things.map(({ id, name }) => (
            <Button key={id} size="compact-sm" variant="default" onClick={() => onPick(id)}>
              {name}
            </Button>
          ))}
          {things.length === 0 && <Text c="dimmed">The graph is empty: nothing has been read yet.</Text>}
        </Group>
      )}
      <ProblemAlert error={themes.error} />
    </Stack>
  )
}
