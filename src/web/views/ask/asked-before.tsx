import { Anchor, Stack, Title } from '@mantine/core'
import { Link } from 'react-router'
import type { AskedBefore as Asked } from './use-asked-before.ts'

/** Questions that were answered before, each a way back to its answer. */
export function AskedBefore({ asked }: { readonly asked: readonly Asked[] }) {
  if (asked.length === 0) return null
  return (
    <section aria-label="Asked before">
      <Title order={2} size="h5" mb="xs">
        Asked before
      </Title>
      <Stack gap={6} align="flex-start">
        {asked.map(({ question, address }) => (
          <Anchor key={question} component={Link} to={`/ask?${address}`} size="sm" lineClamp={1}>
            {question}
          </Anchor>
        ))}
      </Stack>
    </section>
  )
}
