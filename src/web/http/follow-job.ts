import type { WireJobEvent } from './job.ts'
import { ProblemError } from './problem-error.ts'
import { readEvents } from './read-events.ts'

const ends: ReadonlySet<string> = new Set(['done', 'failed', 'cancelled'])
const pauseMs = 1_000

/** What happens to a job until it ends; goes on after the last event that came where the connection breaks. */
export async function* followJob(id: string, signal: AbortSignal): AsyncGenerator<WireJobEvent> {
  for (let lastEventId = ''; ;) {
    try {
      const path = `/v1/jobs/${encodeURIComponent(id)}/events`
      for await (const event of readEvents(path, { signal, lastEventId })) {
        lastEventId = event.id
        yield event.data as WireJobEvent
        if (ends.has(event.event)) return
      }
    } catch (error) {
      if (signal.aborted || error instanceof ProblemError) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    if (signal.aborted) return
  }
}
