import { Button, Fieldset, Stack, TextInput } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import { useState } from 'react'
import { useSearchParams } from 'react-router'

/** Asks for the ways of statements between two things. */
export function FindPath({ onFind }: { readonly onFind: (from: string, to: string) => void }) {
  const [search] = useSearchParams()
  const [from, setFrom] = useState(search.get('from') ?? '')
  const [to, setTo] = useState(search.get('to') ?? '')
  const isReady = from.trim() !== '' && to.trim() !== ''
  return (
    <form
      aria-label="Ways between two things"
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) onFind(from.trim(), to.trim())
      }}
    >
      <Fieldset legend="A way between two things" variant="unstyled" p={0} m={0}>
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
