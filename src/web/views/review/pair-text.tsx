import { Card, Group, Text, Title } from '@mantine/core'

/** One side of a pair; the tokens of its thinking, which a mask leaves out of the loss, are marked. */
export function PairText(props: {
  readonly title: string
  readonly by: string | undefined
  readonly text: string
  readonly thinking?: { readonly start: number; readonly end: number }
}) {
  const { title, by, text, thinking = { start: 0, end: 0 } } = props
  return (
    <Card withBorder component="section" aria-label={title}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text size="xs" c="dimmed">
          {by}
        </Text>
      </Group>
      <div className="prose">
        {text.slice(0, thinking.start)}
        {thinking.end > thinking.start && (
          <span className="thinking-mask">{text.slice(thinking.start, thinking.end)}</span>
        )}
        {text.slice(thinking.end)}
      </div>
      <Text size="xs" c="dimmed" mt="xs">
        {text.split(/\s+/).filter((word) => word !== '').length} words
      </Text>
    </Card>
  )
}
