import { Button, Card, FileButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type DragEvent } from 'react'
import { isUnderWay, type WireJob } from '#web/http/job.ts'
import { requestJson } from '#web/http/request-json.ts'
import { useJobs } from '#web/http/use-jobs.ts'
import { JobLine } from '#web/parts/job-line.tsx'
import { ProblemAlert } from '#web/parts/problem-alert.tsx'

const shownAtOnce = 5

/** Hands files or an address in, and shows how far their reading is. */
export function Upload() {
  const [isOver, setIsOver] = useState(false)
  const { jobs, handIn } = useHandIn()
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setIsOver(false)
    const files = [...event.dataTransfer.files]
    if (files.length > 0) handIn.mutate(files)
  }
  return (
    <Card
      withBorder
      component="section"
      aria-label="Hand in"
      data-over={isOver}
      className="drop"
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <Stack gap="sm">
        <Group align="flex-end">
          <FileButton
            onChange={(files) => files.length > 0 && handIn.mutate(files)}
            multiple
            inputProps={{ 'aria-label': 'Files to read' }}
          >
            {(props) => (
              <Button {...props} leftSection={<IconUpload size={16} aria-hidden />} loading={handIn.isPending}>
                Hand in files
              </Button>
            )}
          </FileButton>
          <Address onGiven={(address, clear) => handIn.mutate(address, { onSuccess: clear })} />
        </Group>
        <Text size="sm" c="dimmed">
          PDF, Word, HTML, Markdown, LaTeX, JATS, text or JSON lines; files may be dropped here.
        </Text>
        <ProblemAlert error={handIn.error} title="It was not taken" />
        <Stack gap="sm">
          {jobs.slice(0, shownAtOnce).map((job) => (
            <JobLine key={job.id} job={job} />
          ))}
          {jobs.length > shownAtOnce && <Text size="sm">{jobs.length - shownAtOnce} more, under Jobs.</Text>}
        </Stack>
      </Stack>
    </Card>
  )
}

function Address({ onGiven }: { readonly onGiven: (address: string, clear: () => void) => void }) {
  const [address, setAddress] = useState('')
  return (
    <form
      className="grow"
      onSubmit={(event) => {
        event.preventDefault()
        if (address.trim() !== '') onGiven(address.trim(), () => setAddress(''))
      }}
    >
      <Group align="flex-end" wrap="nowrap">
        <TextInput
          flex={1}
          label="Or an address"
          placeholder="https://…"
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={address.trim() === ''}>
          Read it
        </Button>
      </Group>
    </form>
  )
}

/** Hands in, and the jobs of reading to show: those under way, and those that this page has begun. */
function useHandIn() {
  const queries = useQueryClient()
  const [begun, setBegun] = useState<ReadonlySet<string>>(new Set())
  const all = useJobs().data ?? []
  const jobs = all.filter((job) => job.kind === 'ingest' && (isUnderWay(job) || begun.has(job.id)))
  const active = jobs.filter(isUnderWay).length
  const before = useRef(0)
  useEffect(() => {
    // What was read is in the library now.
    if (active < before.current) void queries.invalidateQueries()
    before.current = active
  }, [active, queries])
  const handIn = useMutation({
    mutationFn: async (given: readonly File[] | string) => {
      if (typeof given === 'string')
        return requestJson<WireJob>('/v1/documents', { method: 'POST', body: { url: given } })
      const form = new FormData()
      for (const file of given) form.append('file', file)
      return requestJson<WireJob>('/v1/documents', { method: 'POST', form })
    },
    onSuccess: ({ id }) => setBegun((known) => new Set(known).add(id)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  })
  return { jobs, handIn }
}
