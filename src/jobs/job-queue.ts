import type { ErrorCode } from '#core/errors.ts'
import type { JobKind } from './job-input.ts'

export const jobStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export type JobState = (typeof jobStates)[number]

/** How far a job is; `total` 0 = unknown. */
export interface JobProgress {
  readonly done: number
  readonly total: number
  readonly detail?: string
  /** 0 to 1; finer than `done` of `total`. */
  readonly share?: number
  /** What there is so far, by kind: pages, chunks, entities … */
  readonly counts?: Readonly<Record<string, number>>
  /** As long as the rest takes at the pace so far. */
  readonly secondsLeft?: number
}

/** Why a job failed, in plain words. `bug` = an error that is not ours to expect. */
export interface JobFailure {
  readonly code: ErrorCode | 'bug'
  readonly message: string
}

/** A piece of work for a worker. Times are milliseconds since 1970. */
export interface Job {
  readonly id: string
  readonly kind: JobKind
  /** JSON; `jobInputs` says the shape of each kind. */
  readonly input: unknown
  readonly state: JobState
  /** Larger is taken earlier; equal ones in the order they were added. */
  readonly priority: number
  /** Ascending in the order the jobs were added; lists go on from it. */
  readonly order: number
  /** Times it was begun and not handed back. */
  readonly attempts: number
  readonly addedAtMs: number
  /** Not taken before this. */
  readonly readyAtMs: number
  readonly startedAtMs?: number
  readonly endedAtMs?: number
  /** Who has it, or had it last. */
  readonly worker?: string
  readonly progress?: JobProgress
  /** What came of it; JSON. */
  readonly result?: unknown
  /** The failure of the last attempt. */
  readonly failure?: JobFailure
}

export interface NewJob {
  readonly kind: JobKind
  readonly input: unknown
  /** 0 where not said. */
  readonly priority?: number
  /** Two jobs of one kind and key are one. */
  readonly key?: string
}

/** The right to work on a job until it runs out; each time a job is taken has a token of its own. */
export interface Lease {
  readonly job: Job
  readonly token: string
}

export type JobEventKind =
  | 'added'
  | 'started'
  | 'progress'
  | 'retrying'
  | 'returned'
  | 'cancelling'
  | 'done'
  | 'failed'
  | 'cancelled'

/** Something that happened to a job, numbered over all jobs. */
export interface JobEvent {
  readonly sequence: number
  readonly jobId: string
  readonly kind: JobEventKind
  readonly atMs: number
  readonly progress?: JobProgress
  readonly failure?: JobFailure
}

/** Deaths of a worker in a row, without progress in between, after which a job is given up: it is likely to be their cause. */
export const mostDeaths = 2

/**
 * Work that outlives processes. Promises of every adapter:
 * - At least once: a job whose worker dies is taken again when its lease runs out, so handlers are idempotent.
 * - While a lease holds, nobody else is given the job. What a lease that was lost says is ignored (`false`, `lost`).
 * - A job that was added, an event that was told and a result are there after a crash of any process.
 * - Events are numbered ascending over all jobs and never change; they can be read from any number on.
 * - Any number of processes use one queue; no type of a connection is seen.
 * Times come from the adapter's clock. Errors: `unavailable` (the store cannot be used).
 */
export interface JobQueue {
  /** Throws `unavailable`, retryable, where too many wait; `conflict` where the key is taken by another input. */
  add(job: NewJob): Promise<Job>
  get(id: string): Promise<Job | undefined>
  /** Newest first, 100 where not said; `before` is the `order` of the last one seen. */
  list(options?: {
    readonly states?: readonly JobState[]
    readonly kinds?: readonly JobKind[]
    readonly before?: number
    readonly limit?: number
  }): Promise<readonly Job[]>
  /** How many jobs are in each state. */
  count(): Promise<Readonly<Record<JobState, number>>>

  /**
   * The next job that is ready, of these kinds (all where not said), for `leaseMs`; undefined where there is none. Leases
   * of workers that the caller knows to be dead run out at once.
   */
  take(options: {
    readonly worker: string
    readonly leaseMs: number
    readonly kinds?: readonly JobKind[]
    readonly isDead?: (worker: string) => boolean
  }): Promise<Lease | undefined>
  /** Holds the lease for `leaseMs` more and tells how far the job is. `cancelled`: somebody wants it to stop. */
  renew(
    lease: Lease,
    options: { readonly leaseMs: number; readonly progress?: JobProgress },
  ): Promise<'held' | 'cancelled' | 'lost'>
  /** The job is done. */
  finish(lease: Lease, result: unknown): Promise<boolean>
  /** The job failed: tried again after `retryInMs` where that is given, for good where not; `cancelled` where that was asked. */
  fail(lease: Lease, failure: JobFailure, options?: { readonly retryInMs?: number }): Promise<boolean>
  /** Hands the job back as if it had not been begun, for a worker that stops. */
  giveBack(lease: Lease): Promise<boolean>

  /** A waiting job is cancelled at once, a running one as soon as its worker hears of it. False where it has ended or is unknown. */
  cancel(id: string): Promise<boolean>
  /** A failed or cancelled job waits again, its attempts forgotten. False for any other. */
  retry(id: string): Promise<boolean>

  /** By number, 1,000 where not said, of all jobs or one; `after` is the last number seen. */
  events(options?: {
    readonly after?: number
    readonly jobId?: string
    readonly limit?: number
  }): Promise<readonly JobEvent[]>
  /** Forgets jobs that ended before a time, with their events; how many. */
  prune(options: { readonly endedBeforeMs: number }): Promise<number>
  close(): Promise<void>
}
