import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'

/** What went wrong, in the words of the server. */
export function ProblemAlert({
  error,
  title = 'That did not work',
}: {
  readonly error: unknown
  readonly title?: string
}) {
  if (error === null || error === undefined) return null
  return (
    <Alert color="red" variant="light" title={title} role="alert" icon={<IconAlertTriangle aria-hidden />}>
      {error instanceof Error ? error.message : 'The reason is not known.'}
    </Alert>
  )
}
