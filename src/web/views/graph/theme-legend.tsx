import { ColorSwatch, Group, Stack, Text } from '@mantine/core'
import type { Theme } from './group-by-community.ts'

/** What the colours of themes stand for. */
export function ThemeLegend({ themes }: { readonly themes: readonly Theme[] }) {
  if (themes.length === 0) return null
  return (
    <Stack gap={6} component="section" aria-label="Themes">
      <Text size="sm">Themes, named after their main thing</Text>
      <ul className="plain-list">
        {themes.map(({ name, size, colour }) => (
          <li key={colour}>
            <Group gap="xs" wrap="nowrap">
              <ColorSwatch color={colour} size={14} withShadow={false} aria-hidden />
              <Text size="sm" truncate flex={1}>
                {name}
              </Text>
              <Text size="sm" c="dimmed">
                {size}
              </Text>
            </Group>
          </li>
        ))}
      </ul>
    </Stack>
  )
}
