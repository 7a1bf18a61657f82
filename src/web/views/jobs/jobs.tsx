import { Badge, Button, Table, Text } from '@mantine/core'
import { Fragment } from 'react'
import { useSearchParams } from 'react-router'
import type { WireJob } from '#web/http/job.ts'
import { useJobs } from '#web/http/use-jobs.ts'
import { JobLine } from '#web/parts/job-line.tsx'
import { ProblemAlert } from '#web/parts/problem-alert.tsx'
import { ViewFrame } from '#web/parts/view-frame.tsx'
import { Waiting } from '#web/parts/waiting.tsx'
import { JobEvents } from './job-events.tsx'

const colours = { queued: 'gray', running: 'blue', done: 'teal', failed: 'red', cancelled: 'gray' } as const

/** Work in the background: what waits, what runs and what came of it. `?job=` opens the events of one. */
export function Jobs() {
  const jobs = useJobs()
  const [search, setSearch] = useSearchParams()
  const opened = search.get('job')
  return (
    <ViewFrame title="Jobs" about="Reading, asking and pairing in the background. Closing this page stops nothing.">
      <ProblemAlert error={jobs.error} />
      {jobs.isPending && jobs.error === null && <Waiting what="The jobs are being listed" />}
      {jobs.data?.length === 0 && (
        <Text>Nothing was handed in yet. Files that you hand in under Library are read as jobs.</Text>
      )}
      {jobs.data !== undefined && jobs.data.length > 0 && (
        <div className="table-scroll" tabIndex={0} role="region" aria-label="Jobs">
          <Table stickyHeader>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Job</Table.Th>
                <Table.Th>State</Table.Th>
                <Table.Th visibleFrom="sm">Added</Table.Th>
                <Table.Th>Events</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {jobs.data.map((job) => {
                const isOpened = job.id === opened
                return (
                  <Fragment key={job.id}>
                    <JobRow
                      job={job}
                      isOpened={isOpened}
                      onToggle={() => setSearch(isOpened ? {} : { job: job.id }, { replace: true })}
                    />
                    {isOpened && (
                      <Table.Tr>
                        <Table.Td colSpan={4}>
                          <JobEvents id={job.id} />
                        </Table.Td>
                      </Table.Tr>
                    )}
                  </Fragment>
                )
              })}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </ViewFrame>
  )
}

function JobRow(props: { readonly job: WireJob; readonly isOpened: boolean; readonly onToggle: () => void }) {
  const { job, isOpened, onToggle } = props
  return (
    <Table.Tr>
      <Table.Td miw={160}>
        <JobLine job={job} />
      </Table.Td>
      <Table.Td>
        <Badge color={colours[job.state]} variant="dot">
          {job.state}
        </Badge>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Text size="xs">{new Date(job.added_at).toLocaleString()}</Text>
      </Table.Td>
      <Table.Td>
        <Button
          size="compact-xs"
          variant="default"
          aria-expanded={isOpened}
          aria-label={`${isOpened ? 'Hide' : 'Show'} the events of ${job.id}`}
          onClick={onToggle}
        >
          {isOpened ? 'Hide' : 'Show'}
        </Button>
      </Table.Td>
    </Table.Tr>
  )
}
