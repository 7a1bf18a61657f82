import { Alert, Button, List } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { requestJson } from '#web/http/request-json.ts'
import { ProblemAlert } from '#web/parts/problem-alert.tsx'

interface Failure {
  readonly source: string
  readonly message: string
}

/** What could not be read, why, and a way to try it again. */
export function Failures() {
  const queries = useQueryClient()
  const failures = useQuery({
    queryKey: ['failures'],
    queryFn: async () => (await requestJson<{ failed: readonly Failure[] }>('/v1/documents:failed')).failed,
  })
  const retry = useMutation({
    mutationFn: () => requestJson('/v1/documents:retry', { method: 'POST', body: {} }),
    onSettled: () => queries.invalidateQueries(),
  })
  const failed = failures.data ?? []
  if (failed.length === 0) return <ProblemAlert error={failures.error} />
  return (
    <Alert color="gray" title={`${failed.length} could not be read`}>
      <List size="sm" mb="sm">
        {failed.slice(0, 10).map(({ source, message }) => (
          <List.Item key={source}>
            <b>{source}</b>: {message}
          </List.Item>
        ))}
      </List>
      {failed.length > 10 && `${failed.length - 10} more. `}
      <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>
        Try again
      </Button>
      <ProblemAlert error={retry.error} />
    </Alert>
  )
}
