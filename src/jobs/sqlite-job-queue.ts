import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { NacreError } from '#core/errors.ts'
import { makeId } from '#core/id.ts'
import { toSqliteError } from '#graph/sqlite/sqlite-error.ts'
import type { JobKind } from './job-input.ts'
import {
  jobStates,
  mostDeaths,
  type Job,
  type JobEvent,
  type JobEventKind,
  type JobFailure,
  type JobProgress,
  type JobQueue,
  type JobState,
} from './job-queue.ts'

const schema = `
CREATE TABLE IF NOT EXISTS jobs (
  job_order INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, input TEXT NOT NULL,
  state TEXT NOT NULL, priority INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, deaths INTEGER NOT NULL DEFAULT 0,
  added_at INTEGER NOT NULL, ready_at INTEGER NOT NULL, started_at INTEGER, ended_at INTEGER, worker TEXT,
  token TEXT, lease_until INTEGER, is_cancelled INTEGER NOT NULL DEFAULT 0, progress TEXT, result TEXT, failure TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS jobs_to_take ON jobs (state, priority DESC, job_order);
CREATE TABLE IF NOT EXISTS job_events (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  kind TEXT NOT NULL, at INTEGER NOT NULL, progress TEXT, failure TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS events_of_job ON job_events (job_id, sequence);
`

interface Row {
  readonly job_order: number
  readonly id: string
  readonly kind: JobKind
  readonly input: string
  readonly state: JobState
  readonly priority: number
  readonly attempts: number
  readonly deaths: number
  readonly added_at: number
  readonly ready_at: number
  readonly started_at: number | null
  readonly ended_at: number | null
  readonly worker: string | null
  readonly is_cancelled: number
  readonly progress: string | null
  readonly result: string | null
  readonly failure: string | null
}

interface RunningRow extends Row {
  readonly worker: string
  readonly lease_until: number
}

interface EventRow {
  readonly sequence: number
  readonly job_id: string
  readonly kind: JobEventKind
  readonly at: number
  readonly progress: string | null
  readonly failure: string | null
}

const ended: Readonly<Record<JobState, boolean>> = {
  queued: false,
  running: false,
  done: true,
  failed: true,
  cancelled: true,
}

/**
 * The queue in one SQLite file, made where there is none; each step is one transaction, so any number of processes of
 * one machine share it. `now` is the clock, in milliseconds; more than `mostQueued` waiting jobs are refused.
 */
export function openSqliteJobQueue(
  path: string,
  { now = Date.now, mostQueued = 10_000 }: { readonly now?: () => number; readonly mostQueued?: number } = {},
): JobQueue {
  const database = plainly(path, () => {
    mkdirSync(dirname(path), { recursive: true })
    const opened = new DatabaseSync(path, { timeout: 10_000, enableForeignKeyConstraints: true })
    opened.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    opened.exec(schema)
    return opened
  })
  const byId = database.prepare('SELECT * FROM jobs WHERE id = ?')
  const held = database.prepare("SELECT * FROM jobs WHERE id = ? AND token = ? AND state = 'running'")
  const running = database.prepare("SELECT * FROM jobs WHERE state = 'running' ORDER BY job_order")
  const next = database.prepare(
    `SELECT * FROM jobs WHERE state = 'queued' AND ready_at <= ? AND (?2 IS NULL OR kind IN (SELECT value FROM json_each(?2)))
     ORDER BY priority DESC, job_order LIMIT 1`,
  )
  const counts = database.prepare('SELECT state, count(*) AS jobs FROM jobs GROUP BY state')
  const queued = database.prepare("SELECT count(*) AS jobs FROM jobs WHERE state = 'queued'")
  const insert = database.prepare(
    "INSERT INTO jobs (id, kind, input, state, priority, added_at, ready_at) VALUES (?, ?, ?, 'queued', ?, ?, ?)",
  )
  const record = database.prepare('INSERT INTO job_events (job_id, kind, at, progress, failure) VALUES (?, ?, ?, ?, ?)')
  const begin = database.prepare(
    `UPDATE jobs SET state = 'running', attempts = attempts + 1, started_at = ?, worker = ?, token = ?, lease_until = ?,
     progress = NULL WHERE id = ?`,
  )
  const hold = database.prepare(
    'UPDATE jobs SET lease_until = ?, progress = coalesce(?, progress), deaths = ? WHERE id = ?',
  )
  const wait = database.prepare(
    "UPDATE jobs SET state = 'queued', ready_at = ?, attempts = ?, deaths = ?, token = NULL, lease_until = NULL, failure = ? WHERE id = ?",
  )
  const end = database.prepare(
    'UPDATE jobs SET state = ?, ended_at = ?, token = NULL, lease_until = NULL, result = ?, failure = ? WHERE id = ?',
  )
  const askToStop = database.prepare('UPDATE jobs SET is_cancelled = 1 WHERE id = ?')
  const renewAll = database.prepare(
    `UPDATE jobs SET state = 'queued', ready_at = ?, attempts = 0, deaths = 0, is_cancelled = 0, ended_at = NULL,
     failure = NULL, progress = NULL WHERE id = ?`,
  )
  const list = database.prepare(
    `SELECT * FROM jobs WHERE (?1 IS NULL OR state IN (SELECT value FROM json_each(?1)))
     AND (?2 IS NULL OR kind IN (SELECT value FROM json_each(?2))) AND job_order < ?3 ORDER BY job_order DESC LIMIT ?4`,
  )
  const allEvents = database.prepare('SELECT * FROM job_events WHERE sequence > ? ORDER BY sequence LIMIT ?')
  const eventsOf = database.prepare(
    'SELECT * FROM job_events WHERE sequence > ? AND job_id = ? ORDER BY sequence LIMIT ?',
  )
  const forget = database.prepare("DELETE FROM jobs WHERE state IN ('done', 'failed', 'cancelled') AND ended_at < ?")

  /** Runs `work` as one transaction that excludes other writers. */
  const write = async <T>(work: (atMs: number) => T): Promise<T> =>
    plainly(path, () => {
      database.exec('BEGIN IMMEDIATE')
      try {
        const result = work(now())
        database.exec('COMMIT')
        return result
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK')
        throw error
      }
    })
  const find = (id: string): Row | undefined => byId.get(id) as Row | undefined
  const tell = (id: string, kind: JobEventKind, atMs: number, about: Pick<JobEvent, 'progress' | 'failure'> = {}) =>
    record.run(id, kind, atMs, toJson(about.progress), toJson(about.failure))
  const close = (
    row: Row,
    state: JobState & JobEventKind,
    atMs: number,
    about: { result?: unknown; failure?: JobFailure },
  ) => {
    end.run(state, atMs, toJson(about.result), toJson(about.failure), row.id)
    tell(row.id, state, atMs, about.failure === undefined ? {} : { failure: about.failure })
  }
  const withLease = (lease: { job: Job; token: string }, work: (row: Row, atMs: number) => void): Promise<boolean> =>
    write((atMs) => {
      const row = held.get(lease.job.id, lease.token) as Row | undefined
      if (row !== undefined) work(row, atMs)
      return row !== undefined
    })

  /** Workers that died: their jobs wait again, or are given up. */
  const sweep = (atMs: number, isDead: (worker: string) => boolean): void => {
    for (const row of running.all() as unknown as RunningRow[]) {
      if (row.lease_until > atMs && !isDead(row.worker)) continue
      const deaths = row.deaths + 1
      if (row.is_cancelled === 1) close(row, 'cancelled', atMs, {})
      else if (deaths < mostDeaths) {
        wait.run(atMs, row.attempts, deaths, row.failure, row.id)
        tell(row.id, 'returned', atMs)
      } else {
        const message = `The worker ended ${deaths} times in the middle of this job. "nacre jobs retry ${row.id}" tries it again.`
        close(row, 'failed', atMs, { failure: { code: 'unavailable', message } })
      }
    }
  }

  return {
    add: ({ kind, input, priority = 0, key }) =>
      write((atMs) => {
        const id = makeId('job', kind, key ?? randomUUID())
        const text = JSON.stringify(input)
        const known = find(id)
        if (known === undefined) {
          if (Number(queued.get()?.['jobs']) >= mostQueued) throw tooMany(mostQueued)
          insert.run(id, kind, text, priority, atMs, atMs)
          tell(id, 'added', atMs)
        } else if (known.input !== text) {
          throw new NacreError('conflict', `The key "${key}" is that of another job (${id}). Use another key.`)
        }
        return toJob(find(id)!)
      }),
    get: async (id) =>
      plainly(path, () => {
        const row = find(id)
        return row === undefined ? undefined : toJob(row)
      }),
    list: async ({ states, kinds, before = Number.MAX_SAFE_INTEGER, limit = 100 } = {}) =>
      plainly(path, () =>
        (list.all(toJson(states), toJson(kinds), before, limit) as unknown as Row[]).map((row) => toJob(row)),
      ),
    count: async () =>
      plainly(path, () => {
        const found = new Map(counts.all().map(({ state, jobs }) => [state, Number(jobs)]))
        return Object.fromEntries(jobStates.map((state) => [state, found.get(state) ?? 0])) as Record<JobState, number>
      }),
    take: ({ worker, leaseMs, kinds, isDead = () => false }) =>
      write((atMs) => {
        sweep(atMs, isDead)
        const row = next.get(atMs, toJson(kinds)) as Row | undefined
        if (row === undefined) return undefined
        const token = randomUUID()
        begin.run(atMs, worker, token, atMs + leaseMs, row.id)
        tell(row.id, 'started', atMs)
        return { job: toJob(find(row.id)!), token }
      }),
    renew: async (lease, { leaseMs, progress }) => {
      let isCancelled = false
      const isHeld = await withLease(lease, (row, atMs) => {
        isCancelled = row.is_cancelled === 1
        const isFurther = progress !== undefined && progress.done > (fromJson<JobProgress>(row.progress)?.done ?? 0)
        hold.run(atMs + leaseMs, toJson(progress), isFurther ? 0 : row.deaths, row.id)
        if (progress !== undefined && toJson(progress) !== row.progress) tell(row.id, 'progress', atMs, { progress })
      })
      return !isHeld ? 'lost' : isCancelled ? 'cancelled' : 'held'
    },
    finish: (lease, result) => withLease(lease, (row, atMs) => close(row, 'done', atMs, { result })),
    fail: (lease, failure, { retryInMs } = {}) =>
      withLease(lease, (row, atMs) => {
        if (row.is_cancelled === 1 || failure.code === 'cancelled') close(row, 'cancelled', atMs, {})
        else if (retryInMs === undefined) close(row, 'failed', atMs, { failure })
        else {
          wait.run(Math.ceil(atMs + retryInMs), row.attempts, 0, toJson(failure), row.id)
          tell(row.id, 'retrying', atMs, { failure })
        }
      }),
    giveBack: (lease) =>
      withLease(lease, (row, atMs) => {
        if (row.is_cancelled === 1) return close(row, 'cancelled', atMs, {})
        wait.run(atMs, row.attempts - 1, row.deaths, row.failure, row.id)
        tell(row.id, 'returned', atMs)
      }),
    cancel: (id) =>
      write((atMs) => {
        const row = find(id)
        if (row === undefined || ended[row.state]) return false
        if (row.state === 'queued') close(row, 'cancelled', atMs, {})
        else {
          askToStop.run(id)
          tell(id, 'cancelling', atMs)
        }
        return true
      }),
    retry: (id) =>
      write((atMs) => {
        const row = find(id)
        if (row?.state !== 'failed' && row?.state !== 'cancelled') return false
        renewAll.run(atMs, id)
        tell(id, 'added', atMs)
        return true
      }),
    events: async ({ after = 0, jobId, limit = 1_000 } = {}) =>
      plainly(path, () => {
        const rows = jobId === undefined ? allEvents.all(after, limit) : eventsOf.all(after, jobId, limit)
        return (rows as unknown as EventRow[]).map((row) => toEvent(row))
      }),
    prune: ({ endedBeforeMs }) => write(() => Number(forget.run(endedBeforeMs).changes)),
    close: async () => {
      if (database.isOpen) database.close()
    },
  }
}

function plainly<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw toSqliteError(error, path)
  }
}

function tooMany(mostQueued: number): NacreError {
  return new NacreError('unavailable', `${mostQueued} jobs wait already. Try again when some are done.`, {
    isRetryable: true,
    retryAfterSeconds: 60,
  })
}

function toJob(row: Row): Job {
  return {
    id: row.id,
    kind: row.kind,
    input: fromJson(row.input),
    state: row.state,
    priority: row.priority,
    order: row.job_order,
    attempts: row.attempts,
    addedAtMs: row.added_at,
    readyAtMs: row.ready_at,
    ...(row.started_at !== null && { startedAtMs: row.started_at }),
    ...(row.ended_at !== null && { endedAtMs: row.ended_at }),
    ...(row.worker !== null && { worker: row.worker }),
    ...(row.progress !== null && { progress: fromJson<JobProgress>(row.progress)! }),
    ...(row.result !== null && { result: fromJson(row.result) }),
    ...(row.failure !== null && { failure: fromJson<JobFailure>(row.failure)! }),
  }
}

function toEvent({ sequence, job_id: jobId, kind, at: atMs, progress, failure }: EventRow): JobEvent {
  return {
    sequence,
    jobId,
    kind,
    atMs,
    ...(progress !== null && { progress: fromJson<JobProgress>(progress)! }),
    ...(failure !== null && { failure: fromJson<JobFailure>(failure)! }),
  }
}

function toJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value)
}

function fromJson<T = unknown>(text: string | null): T | undefined {
  return text === null ? undefined : (JSON.parse(text) as T)
}
