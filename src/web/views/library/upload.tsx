import { Button, Card, FileButton, Group, Progress, Stack, Text, TextInput } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type DragEvent } from 'react'
import { describeJob, isUnderWay, type WireJob } from '#web/http/job.ts'
import { requestJson } from '#web/http/request-json.ts'
import { useJobs } from '#web/http/use-jobs.ts'
import { ProblemAlert } from '#web/parts/problem-alert.tsx'

/** Hands files or an address in, and shows how far their reading is. */
export function Upload() {
  const queries = useQueryClient()
  const [address, setAddress] = useState('')
  const [isOver, setIsOver] = useState(false)
  const jobs = useJobs()
  const shown = (jobs.data ?? []).filter((job) => job.kind === 'ingest').slice(0, 3)
  const active = shown.filter(isUnderWay).length
  const before = useRef(0)
  useEffect(() => {
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
    onSuccess: () => setAddress(''),
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  })
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
          <form
            className="grow"
            onSubmit={(event) => {
              event.preventDefault()
              if (address.trim() !== '') handIn.mutate(address.trim())
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
        </Group>
        <Text size="sm" c="dimmed">
          PDF, Word, HTML, Markdown, LaTeX, JATS, text or JSON lines; files may be dropped here.
        </Text>
        <ProblemAlert error={handIn.error} title="It was not taken" />
        {shown.map((job) => (
          <div key={job.id} role="status" aria-live="polite">
            {isUnderWay(job) && (
              <Progress
                value={
                  job.progress === null || job.progress.total === 0 ? 5 : (100 * job.progress.done) / job.progress.total
                }
                animated
                aria-label="Reading"
              />
            )}
            <Text size="sm">
              {job.state === 'done' ? 'Read.' : 'Reading:'} {job.state === 'done' ? '' : describeJob(job)}
            </Text>
          </div>
        ))}
      </Stack>
    </Card>
  )
}
