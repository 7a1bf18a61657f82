import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { NacreError } from '#core/errors.ts'
import { idParams } from '#src/api/id-params.ts'
import { nextCursor, pageQuery, readCursor, writeCursor } from '#src/api/paging.ts'
import { RequestError } from '#src/api/problem.ts'
import { defineRoute, type Route } from '#src/api/route.ts'
import type { ApiScope } from '#src/api-scopes.ts'
import type { App } from '#src/app.ts'
import { jobKinds, type JobKind } from '#src/jobs/job-input.ts'
import { jobStates, type Job, type JobQueue } from '#src/jobs/job-queue.ts'
import { truncatedSchema } from '#src/wire/graph-views.ts'
import { jobEventSchema, jobSchema, toWireJob, toWireJobEvent } from '#src/wire/jobs.ts'

/** How often the queue is asked for news; another process may write them. */
const followMs = 250
const eventsAtOnce = 1_000

const scopeOf: Readonly<Record<JobKind, ApiScope>> = {
  ingest: 'ingest',
  generate: 'train',
  pairs: 'train',
  reason: 'ask',
}

/** Work that was begun. */
export const jobRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/jobs',
    id: 'listJobs',
    summary: 'The jobs, newest first.',
    scope: 'read',
    isVolatile: true,
    query: z.strictObject({
      ...pageQuery,
      state: z.array(z.enum(jobStates)).optional(),
      kind: z.array(z.enum(jobKinds)).optional(),
    }),
    reply: z.object({ jobs: z.array(jobSchema), next_cursor: nextCursor }),
    handle: async ({ app, query: { limit, cursor, state, kind } }) => {
      const before = Number.parseInt(readCursor(cursor) ?? '', 10)
      const found = await (
        await app.jobs()
      ).list({
        limit: limit + 1,
        ...(Number.isSafeInteger(before) && { before }),
        ...(state !== undefined && { states: state }),
        ...(kind !== undefined && { kinds: kind }),
      })
      const jobs = found.slice(0, limit)
      const last = jobs.at(-1)
      const next = found.length > limit && last !== undefined ? writeCursor(String(last.order)) : null
      return { jobs: jobs.map(toWireJob), next_cursor: next }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/jobs/{id}',
    id: 'getJob',
    summary: 'A job: how far it is, what came of it, or why it failed.',
    scope: 'read',
    isVolatile: true,
    params: idParams,
    reply: jobSchema,
    handle: async ({ app, params }) => toWireJob(await requireJob(await app.jobs(), params.id)),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/jobs/{id}/events',
    id: 'listJobEvents',
    summary:
      'What happened to a job, by number. With "Accept: text/event-stream" what happens is told until the job ends; ' +
      '`Last-Event-ID` says where to go on.',
    scope: 'read',
    isVolatile: true,
    params: idParams,
    query: z.strictObject({ after: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(0) }),
    reply: z.object({ events: z.array(jobEventSchema), truncated: truncatedSchema }),
    handle: async ({ app, params, query }) => {
      const queue = await app.jobs()
      await requireJob(queue, params.id)
      // One more tells whether there are more; they come after the last number of these.
      const events = await queue.events({ jobId: params.id, after: query.after, limit: eventsAtOnce + 1 })
      const truncated = events.length > eventsAtOnce ? { shown: eventsAtOnce, total: null, by: 'limit' } : null
      return { events: events.slice(0, eventsAtOnce).map(toWireJobEvent), truncated }
    },
    stream: async ({ app, params, query, header, signal, stopping }, tell, begin) => {
      const queue = await app.jobs()
      await requireJob(queue, params.id)
      begin()
      let after = Math.max(query.after, Number.parseInt(header('Last-Event-ID') ?? '0', 10) || 0)
      const end = AbortSignal.any([signal, stopping])
      while (!end.aborted) {
        // The state is read before the events: when it has ended, its last event is among them.
        const { state } = await requireJob(queue, params.id)
        const events = await queue.events({ jobId: params.id, after, limit: eventsAtOnce })
        for (const event of events) {
          after = event.sequence
          tell(event.kind, toWireJobEvent(event))
        }
        if (events.length === eventsAtOnce) continue
        if (state !== 'queued' && state !== 'running') return
        await delay(followMs, undefined, { signal: end }).catch(() => undefined)
      }
    },
  }),
  changeJob('cancel', 'Stops a job that waits or runs.', (queue, id) => queue.cancel(id)),
  changeJob('retry', 'Lets a job that failed or was cancelled wait again.', (queue, id) => queue.retry(id)),
]

function changeJob(
  verb: 'cancel' | 'retry',
  summary: string,
  change: (queue: JobQueue, id: string) => Promise<boolean>,
): Route {
  return defineRoute({
    method: 'post',
    path: `/v1/jobs/{id}:${verb}`,
    id: `${verb}Job`,
    summary,
    scope: 'read',
    params: idParams,
    body: z.strictObject({}),
    reply: jobSchema,
    handle: async ({ app, params, may }) => {
      const queue = await app.jobs()
      const { kind, state } = await requireJob(queue, params.id)
      const scope = scopeOf[kind]
      if (!may(scope)) throw new RequestError('forbidden', `Expected a key that allows "${scope}".`)
      if (!(await change(queue, params.id))) {
        throw new NacreError('conflict', `The job ${params.id} is ${state}; there is nothing to ${verb}.`)
      }
      return toWireJob(await requireJob(queue, params.id))
    },
  })
}

async function requireJob(queue: JobQueue, id: string): Promise<Job> {
  const job = await queue.get(id)
  if (job === undefined) throw new NacreError('not-found', `There is no job ${id}. GET /v1/jobs lists them.`)
  return job
}

/** Adds a job and tells it, for routes that begin long work. */
export async function addJob(app: App, kind: JobKind, input: unknown) {
  return toWireJob(await (await app.jobs()).add({ kind, input }))
}

/** Where a job is told. */
export function locationOfJob({ id }: { readonly id: string }): string {
  return `/v1/jobs/${id}`
}
