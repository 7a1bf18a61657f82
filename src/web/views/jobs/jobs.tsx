import { Badge, Button, Group, Loader, Progress, Table, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { describeJob, isUnderWay, type WireJob } from '#web/http/job.ts'
import { requestJson } from '#web/http/request-json.ts'
import { useJobs } from '#web/http/use-jobs.ts'
import { ProblemAlert } from '#web/parts/problem-alert.tsx'
import { ViewFrame } from '#web/parts/view-frame.tsx'

const colours = { queued: 'gray', running: 'blue', done: 'teal', failed: 'red', cancelled: 'gray' } as const

/** Work in the background: what waits, what runs and what came of it. */
export function Jobs() {
  const jobs = useJobs()
  const queries = useQueryClient()
  const act = useMutation({
    mutationFn: ({ id, verb }: { id: string; verb: 'cancel' | 'retry' }) =>
      requestJson(`/v1/jobs/${encodeURIComponent(id)}:${verb}`, { method: 'POST', body: {} }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  })
  return (
    <ViewFrame title="Jobs" about="Reading, asking and pairing in the background. Closing this page stops nothing.">
      <ProblemAlert error={jobs.error ?? act.error} />
      {jobs.isPending && jobs.error === null && <Loader aria-label="The jobs are being listed" />}
      {jobs.data?.length === 0 && (
        <Text>Nothing was handed in yet. Files that you upload in the library are read as jobs.</Text>
      )}
      {jobs.data !== undefined && jobs.data.length > 0 && (
        <div className="table-scroll" tabIndex={0} role="region" aria-label="Jobs">
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Job</Table.Th>
                <Table.Th>State</Table.Th>
                <Table.Th>Progress</Table.Th>
                <Table.Th visibleFrom="sm">Added</Table.Th>
                <Table.Th>Do</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {jobs.data.map((job) => (
                <JobRow key={job.id} job={job} onAct={(verb) => act.mutate({ id: job.id, verb })} />
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </ViewFrame>
  )
}

function JobRow({ job, onAct }: { readonly job: WireJob; readonly onAct: (verb: 'cancel' | 'retry') => void }) {
  const { progress, state } = job
  const share = progress === null || progress.total === 0 ? 0 : (100 * progress.done) / progress.total
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm">{job.kind}</Text>
        <Text size="xs" c="dimmed">
          {job.id.slice(0, 12)}
        </Text>
      </Table.Td>
      <Table.Td>
        <Badge color={colours[state]} variant="light" autoContrast>
          {state}
        </Badge>
      </Table.Td>
      <Table.Td miw={160}>
        {state === 'running' && <Progress value={share} aria-label={`${job.kind}: ${Math.round(share)} percent`} />}
        <Text size="xs">{describeJob(job)}</Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Text size="xs">{new Date(job.added_at).toLocaleString()}</Text>
      </Table.Td>
      <Table.Td>
        <Group gap="xs">
          {isUnderWay(job) && (
            <Button size="compact-xs" variant="default" onClick={() => onAct('cancel')}>
              Cancel
            </Button>
          )}
          {(state === 'failed' || state === 'cancelled') && (
            <Button size="compact-xs" variant="default" onClick={() => onAct('retry')}>
              Try again
            </Button>
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  )
}
