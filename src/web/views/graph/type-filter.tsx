import { Checkbox, ColorSwatch, Fieldset, Group, Stack, Text } from '@mantine/core'
import { entityColours } from '#web/parts/entity-colours.ts'
import type { Picture } from '#web/picture/picture.ts'

/** Which kinds of things are shown, with how many there are: the legend too. */
export function TypeFilter(props: {
  readonly picture: Picture
  readonly hidden: ReadonlySet<string>
  readonly onChange: (hidden: ReadonlySet<string>) => void
  readonly hasColours: boolean
}) {
  const { picture, hidden, onChange, hasColours } = props
  const counts = new Map<string, number>()
  for (const { type } of picture.nodes.values()) counts.set(type, (counts.get(type) ?? 0) + 1)
  return (
    <Fieldset legend="Kinds" variant="unstyled" p={0} m={0}>
      <Stack gap={6}>
        {Object.entries(entityColours).map(([type, colour]) => (
          <Group key={type} gap="xs" justify="space-between" wrap="nowrap">
            <Checkbox
              label={type}
              checked={!hidden.has(type)}
              onChange={({ currentTarget: { checked } }) => {
                const next = new Set(hidden)
                if (checked) next.delete(type)
                else next.add(type)
                onChange(next)
              }}
            />
            <Group gap={6} wrap="nowrap">
              <Text size="sm" c="dimmed">
                {counts.get(type) ?? 0}
              </Text>
              {hasColours && <ColorSwatch color={colour} size={14} withShadow={false} aria-hidden />}
            </Group>
          </Group>
        ))}
      </Stack>
    </Fieldset>
  )
}
