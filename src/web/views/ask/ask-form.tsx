import { Button, Group, NumberInput, Select, Stack, Textarea } from '@mantine/core'
import { IconPlayerStop, IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { askModes, type AskMode } from './ask-modes.ts'

const none = 'none'

/** The question and how it is to be answered; Enter sends it, Shift and Enter begins a new line. */
export function AskForm(props: {
  readonly question: string
  readonly onChange: (question: string) => void
  readonly isRunning: boolean
  /** `other` is the way to compare with. */
  readonly onAsk: (mode: AskMode, rounds: number, other: AskMode | undefined) => void
  readonly onStop: () => void
}) {
  const { question, onChange, isRunning, onAsk, onStop } = props
  const [mode, setMode] = useState<AskMode>('recursive')
  const [other, setOther] = useState<AskMode | typeof none>(none)
  const [rounds, setRounds] = useState(2)
  const others = askModes.filter(({ value }) => value !== mode)
  const compared = others.find(({ value }) => value === other)?.value
  const send = (): void => onAsk(mode, rounds, compared)
  return (
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
          maxLength={4_000}
          value={question}
          onChange={(event) => onChange(event.currentTarget.value)}
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
              data={askModes.map(({ value, label }) => ({ value, label }))}
              value={mode}
              onChange={(value) => value !== null && setMode(value)}
              allowDeselect={false}
              w={250}
            />
            {(mode === 'recursive' || compared === 'recursive') && (
              <NumberInput
                label="Rounds at most"
                value={rounds}
                onChange={(value) => setRounds(Number(value) || 1)}
                min={1}
                max={8}
                w={130}
              />
            )}
            <Select
              label="Compare with"
              data={[{ value: none, label: 'Nothing' }, ...others]}
              value={compared ?? none}
              onChange={(value) => value !== null && setOther(value)}
              allowDeselect={false}
              w={250}
            />
          </Group>
          {/* Keys: were it one element, the click that stops would send the form it turns into. */}
          {isRunning ? (
            <Button
              key="stop"
              variant="default"
              onClick={onStop}
              leftSection={<IconPlayerStop size={16} aria-hidden />}
            >
              Stop
            </Button>
          ) : (
            <Button
              key="ask"
              type="submit"
              disabled={question.trim() === ''}
              leftSection={<IconSend size={16} aria-hidden />}
            >
              Ask
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
