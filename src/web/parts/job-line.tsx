import { Button, Group, Progress, Stack, Text, VisuallyHidden } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { describeJob, isUnderWay, nameOfJob, percentOf, type WireJob } from '#web/http/job.ts'
import { requestJson } from '#web/http/request-json.ts'
import { ProblemAlert } from './problem-alert.tsx'

const ended = { done: 'Done', failed: 'It failed', cancelled: 'Cancelled' } as const

/** How far a job is, in a bar and in the counts that every edge tells, and what can be done about it. */
export function JobLine({ job }: { readonly job: WireJob }) {
  const queries = useQueryClient()
  const act = useMutation({
    mutationFn: (verb: 'cancel' | 'retry') =>
      requestJson(`/v1/jobs/${encodeURIComponent(job.id)}:${verb}`, { method: 'POST', body: {} }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  })
  const name = nameOfJob(job)
  const { state } = job
  const percent = percentOf(job.progress)
  return (
    <Stack gap={4}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text size="sm" fw={600} lineClamp={2} className="any-break">
          {name}
        </Text>
        {isUnderWay(job) && (
          <Button size="compact-xs" variant="default" onClick={() => act.mutate('cancel')} loading={act.isPending}>
            Cancel
          </Button>
        )}
        {(state === 'failed' || state === 'cancelled') && (
          <Button size="compact-xs" variant="default" onClick={() => act.mutate('retry')} loading={act.isPending}>
            Try again
          </Button>
        )}
      </Group>
      {state === 'running' && <Progress value={percent} animated aria-label={`${name}: ${percent} percent`} />}
      <Text size="xs" c="dimmed" className="any-break">
        {isUnderWay(job) ? '' : `${ended[state as keyof typeof ended]}. `}
        {describeJob(job)}
      </Text>
      {/* Figures change every second; who listens is told the state alone. */}
      <VisuallyHidden role="status">
        {name}: {state}
      </VisuallyHidden>
      <ProblemAlert error={act.error} />
    </Stack>
  )
}
