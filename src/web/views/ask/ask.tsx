import { Button, Group, NumberInput, Select, Stack, Text, Textarea } from '@mantine/core'
import { IconPlayerStop, IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { ProblemAlert } from '#web/parts/problem-alert.tsx'
import { ViewFrame } from '#web/parts/view-frame.tsx'
import { Answer } from './answer.tsx'
import { Behind } from './behind.tsx'
import { Rounds } from './rounds.tsx'
import { useAsk, type AskMode } from './use-ask.ts'

const modes = [
  { value: 'recursive', label: 'Think, check and think again' },
  { value: 'thinking', label: 'Think once' },
  { value: 'direct', label: 'Answer at once' },
] as const

/** A question, the thinking about it as it happens, and an answer in which every sentence says where it comes from. */
export function Ask() {
  const { state, ask, stop } = useAsk()
  const [search, setSearch] = useSearchParams()
  const [question, setQuestion] = useState(search.get('q') ?? '')
  const [mode, setMode] = useState<AskMode>('recursive')
  const [rounds, setRounds] = useState(2)
  const isRunning = state.status === 'running'
  const send = (): void => {
    const words = question.trim()
    if (words === '' || isRunning) return
    setSearch({ q: words }, { replace: true })
    void ask(words, { mode, rounds })
  }
  return (
    <ViewFrame title="Ask" about="Answers come from the library only; where it says nothing, Nacre says so.">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <Stack gap="xs">
          <Textarea
            label="Question"
            placeholder="Why is nacre tougher than the aragonite it is made of?"
            autosize
            minRows={2}
            maxRows={8}
            value={question}
            onChange={(event) => setQuestion(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
                event.preventDefault()
                send()
              }
            }}
          />
          <Group align="flex-end" justify="space-between">
            <Group align="flex-end">
              <Select
                label="How"
                data={modes.map(({ value, label }) => ({ value, label }))}
                value={mode}
                onChange={(value) => value !== null && setMode(value as AskMode)}
                allowDeselect={false}
                w={250}
              />
              {mode === 'recursive' && (
                <NumberInput
                  label="Rounds at most"
                  value={rounds}
                  onChange={(value) => setRounds(Number(value) || 1)}
                  min={1}
                  max={8}
                  w={130}
                />
              )}
            </Group>
            {isRunning ? (
              <Button color="red" variant="light" onClick={stop} leftSection={<IconPlayerStop size={16} aria-hidden />}>
                Stop
              </Button>
            ) : (
              <Button type="submit" disabled={question.trim() === ''} leftSection={<IconSend size={16} aria-hidden />}>
                Ask
              </Button>
            )}
          </Group>
        </Stack>
      </form>
      <ProblemAlert error={state.error} title="There is no answer" />
      <Text size="sm" c="dimmed" role="status" aria-live="polite">
        {describe(state.status, state.passages.length, state.rounds.size)}
      </Text>
      {(state.rounds.size > 0 || state.reply !== undefined) && <Answer state={state} />}
      {state.rounds.size > 0 && <Rounds state={state} />}
      {(state.passages.length > 0 || state.reply !== undefined) && <Behind state={state} />}
    </ViewFrame>
  )
}

function describe(status: string, passages: number, rounds: number): string {
  if (status === 'running') {
    if (passages === 0) return 'Searching the library …'
    return rounds === 0 ? `Reading ${passages} passages …` : `Round ${rounds}: thinking over ${passages} passages …`
  }
  if (status === 'stopped') return 'Stopped. What was written so far stands below.'
  return ''
}
