import { Group, Loader, Stack, Text, Title } from '@mantine/core'
import { ProblemAlert } from '#web/parts/problem-alert.tsx'
import { Answer } from './answer.tsx'
import { nameOfMode } from './ask-modes.ts'
import { Behind } from './behind.tsx'
import { Rounds, roundsOfThinking } from './rounds.tsx'
import type { AskState } from './use-ask.ts'

/** One way to an answer: the thinking first while it comes about, the answer first when it is there. */
export function Run({ state, isOneOfTwo = false }: { readonly state: AskState; readonly isOneOfTwo?: boolean }) {
  const { status, reply, passages, mode, error } = state
  if (status === 'idle') return null
  const order = isOneOfTwo ? 3 : 2
  const hasRounds = roundsOfThinking(state).length > 0
  return (
    <Stack component="section" aria-label={nameOfMode(mode)}>
      {isOneOfTwo && (
        <Title order={2} size="h4">
          {nameOfMode(mode)}
        </Title>
      )}
      <ProblemAlert error={error} title="There is no answer" />
      <Group gap="xs" role="status" aria-live="polite">
        {status === 'running' && <Loader size="xs" aria-hidden />}
        <Text size="sm" c="dimmed">
          {describe(state)}
        </Text>
      </Group>
      {reply !== undefined && <Answer state={state} order={order} />}
      {hasRounds && <Rounds state={state} order={order} />}
      {reply === undefined && <Answer state={state} order={order} />}
      {(passages.length > 0 || reply?.is_refused === false) && <Behind state={state} order={order} />}
    </Stack>
  )
}

function describe({ status, mode, passages, rounds }: AskState): string {
  if (status === 'running') {
    if (passages.length === 0) return 'Searching the library …'
    if (mode === 'direct') return `Writing from ${passages.length} passages …`
    return rounds.size === 0
      ? `Reading ${passages.length} passages …`
      : `Round ${rounds.size}: thinking over ${passages.length} passages …`
  }
  return status === 'stopped' ? 'Stopped. What was written so far stands below.' : ''
}
