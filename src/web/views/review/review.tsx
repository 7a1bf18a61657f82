import { Alert, Badge, Button, Grid, Group, Kbd, Text } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { requestJson } from '#web/http/request-json.ts'
import type { Pair } from '#web/http/wire.ts'
import { ProblemAlert } from '#web/parts/problem-alert.tsx'
import { ViewFrame } from '#web/parts/view-frame.tsx'
import { Waiting } from '#web/parts/waiting.tsx'
import { PairText } from './pair-text.tsx'
import { usePairs } from './use-pairs.ts'
import { useReview, type Decision } from './use-review.ts'

/** Pairs one by one: what the model is to prefer beside what it said itself. */
export function Review() {
  const { pairs, isPending, error } = usePairs()
  const [search, setSearch] = useSearchParams()
  const [hasMask, setHasMask] = useState(true)
  const found = pairs.findIndex(({ id }) => id === search.get('pair'))
  const index = Math.max(0, found)
  const line = pairs[index]
  const pair = useQuery({
    queryKey: ['pair', line?.id],
    queryFn: () => requestJson<Pair>(`/v1/pairs/${encodeURIComponent(line?.id ?? '')}`),
    enabled: line !== undefined,
  })
  const review = useReview(line?.id)
  const go = (step: number): void => {
    const next = pairs[Math.min(pairs.length - 1, Math.max(0, index + step))]
    if (next !== undefined) setSearch({ pair: next.id }, { replace: true })
  }
  const decide = (decision: Decision): void => {
    if (line !== undefined) review.decide(decision, { onKept: () => go(1) })
  }
  useHotkeys([
    ['A', () => decide('accepted')],
    ['R', () => decide('refused')],
    ['J', () => go(1)],
    ['K', () => go(-1)],
    ['M', () => setHasMask((on) => !on)],
  ])
  return (
    <ViewFrame
      title="Review"
      about="Preference pairs before they train a model: is the chosen answer really the better one?"
    >
      <ProblemAlert error={error ?? pair.error ?? review.error} />
      {isPending && error === null && <Waiting what="The pairs are being listed" />}
      {!isPending && pairs.length === 0 && error === null && (
        <Text>There are no pairs yet. Make some with "nacre tasks generate" and "nacre pairs build".</Text>
      )}
      {line !== undefined && (
        <>
          <Group justify="space-between">
            <Group gap="xs">
              <Text role="status" aria-live="polite">
                Pair {index + 1} of {pairs.length}
              </Text>
              <Badge variant="default">{pair.data?.review ?? 'not reviewed'}</Badge>
            </Group>
            <Group gap="xs">
              <Button variant="default" onClick={() => go(-1)} disabled={index === 0}>
                Back <Kbd ml={6}>K</Kbd>
              </Button>
              <Button variant="default" onClick={() => go(1)} disabled={index >= pairs.length - 1}>
                Next <Kbd ml={6}>J</Kbd>
              </Button>
              <Button variant="default" aria-pressed={hasMask} onClick={() => setHasMask(!hasMask)}>
                Thinking marked <Kbd ml={6}>M</Kbd>
              </Button>
              <Button variant="default" onClick={() => decide('refused')}>
                Reject <Kbd ml={6}>R</Kbd>
              </Button>
              <Button onClick={() => decide('accepted')}>
                Accept <Kbd ml={6}>A</Kbd>
              </Button>
            </Group>
          </Group>
          <Alert color="gray" title="Prompt" variant="light">
            <div className="prose">{line.prompt}</div>
          </Alert>
          <Grid gap="md">
            <Grid.Col span={{ base: 12, md: 6 }}>
              <PairText
                title="Chosen"
                by={pair.data?.generators.chosen}
                text={line.chosen}
                {...(hasMask && pair.data !== undefined && { thinking: pair.data.spans.thinking })}
              />
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 6 }}>
              <PairText title="Rejected" by={pair.data?.generators.rejected} text={line.rejected} />
            </Grid.Col>
          </Grid>
          {pair.data !== undefined && (
            <Text size="sm" c="dimmed">
              Made from {pair.data.provenance.document_ids.length} documents
              {pair.data.provenance.licenses.length > 0
                ? ` (${pair.data.provenance.licenses.join(', ')})`
                : ', licence unknown'}
              .
            </Text>
          )}
        </>
      )}
    </ViewFrame>
  )
}
