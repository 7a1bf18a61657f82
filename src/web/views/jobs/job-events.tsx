import { Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { followJob } from '#web/http/follow-job.ts'
import { describeProgress, type WireJobEvent } from '#web/http/job.ts'
import { ProblemAlert } from '#web/parts/problem-alert.tsx'

/** What has happened to a job, and what happens, as it happens. */
export function JobEvents({ id }: { readonly id: string }) {
  const [events, setEvents] = useState<readonly WireJobEvent[]>([])
  const [error, setError] = useState<unknown>()
  useEffect(() => {
    const leaving = new AbortController()
    const follow = async (): Promise<void> => {
      setEvents([])
      for await (const event of followJob(id, leaving.signal)) setEvents((known) => [...known, event])
    }
    follow().catch((problem: unknown) => {
      if (!leaving.signal.aborted) setError(problem)
    })
    return () => leaving.abort()
  }, [id])
  return (
    <section aria-label={`Events of ${id}`}>
      <ProblemAlert error={error} />
      <ol className="plain-list">
        {events.map(({ sequence, event, at, progress, failure }) => (
          <li key={sequence}>
            <Text size="xs" className="any-break">
              <Text span c="dimmed" inherit>
                {new Date(at).toLocaleTimeString()}
              </Text>{' '}
              <b>{event}</b> {progress === undefined ? failure?.message : describeProgress(progress)}
            </Text>
          </li>
        ))}
      </ol>
    </section>
  )
}
