import { Group, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'

/** Title, one line that says what the view is for, and what can be done at its right. */
export function ViewFrame(props: {
  readonly title: string
  readonly about?: string
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  useDocumentTitle(`${props.title} · Nacre`)
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={1} size="h2">
            {props.title}
          </Title>
          {props.about !== undefined && <Text c="dimmed">{props.about}</Text>}
        </div>
        {props.actions}
      </Group>
      {props.children}
    </Stack>
  )
}
