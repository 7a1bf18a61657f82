import { Button, Fieldset, Stack, TextInput } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import { useState } from 'react'

/** Asks for the ways of statements between two things. */
export function FindPath({ onFind }: { readonly onFind: (from: string, to: string) => void }) {
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const isReady = from.trim() !== '' && to.trim() !== ''
  return (
    <form
      aria-label="Ways between two things"
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) onFind(from.trim(), to.trim())
      }}
    >
      <Fieldset legend="A way between two things" variant="unstyled">
        <Stack gap="xs">
          <TextInput
            label="From"
            placeholder="silicon carbide"
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            label="To"
            placeholder="wear resistance"
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={!isReady} leftSection={<IconRoute size={16} aria-hidden />}>
            Find a way
          </Button>
        </Stack>
      </Fieldset>
    </form>
  )
}
