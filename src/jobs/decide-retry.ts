import { NacreError } from '#core/errors.ts'
import type { JobFailure } from './job-queue.ts'

const baseMs = 1_000
const capMs = 60_000
const mostAttempts = 6

/**
 * What becomes of a job that threw. `again`: it may succeed later (429, 5xx, timeout, reset), after the pause the other
 * side asked for or a random one up to 1 s, 2 s, 4 s … 60 s (full jitter). `dead`: the input is at fault, or Nacre is, or
 * it was tried six times. `stop`: the setup is at fault (no key, no model, no room, no budget left), so the next job
 * would meet the same.
 */
export type RetryDecision =
  | { readonly kind: 'again'; readonly failure: JobFailure; readonly retryInMs: number }
  | { readonly kind: 'dead' | 'stop'; readonly failure: JobFailure }

/** `attempts` counts the one that failed; `random` lies between 0 and 1. */
export function decideRetry(error: unknown, attempts: number, random: number): RetryDecision {
  if (!(error instanceof NacreError)) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { kind: 'dead', failure: { code: 'bug', message } }
  }
  const { code, message, isRetryable, retryAfterSeconds } = error
  const failure = { code, message }
  if (isRetryable) {
    if (attempts >= mostAttempts) return { kind: 'dead', failure }
    const pauseMs = random * Math.min(capMs, baseMs * 2 ** (attempts - 1))
    return { kind: 'again', failure, retryInMs: Math.max(pauseMs, (retryAfterSeconds ?? 0) * 1_000) }
  }
  return { kind: code === 'unavailable' || code === 'budget-exceeded' ? 'stop' : 'dead', failure }
}
