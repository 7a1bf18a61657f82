import { expect, test } from 'vitest'
import { NacreError } from '#core/errors.ts'
import { decideRetry } from '#src/jobs/decide-retry.ts'

const busy = new NacreError('unavailable', 'busy', { isRetryable: true })

test('what may pass is tried again, later each time, at most six times', () => {
  const pauses = [1, 2, 3, 4, 5].map((attempts) => decideRetry(busy, attempts, 1))
  expect(pauses.map((decision) => decision.kind === 'again' && decision.retryInMs)).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000,
  ])
  expect(decideRetry(busy, 6, 1).kind).toBe('dead')
  expect(decideRetry(busy, 2, 0)).toMatchObject({ kind: 'again', retryInMs: 0 })
})

test('the pause that the other side asked for is kept', () => {
  const asked = new NacreError('unavailable', '429', { isRetryable: true, retryAfterSeconds: 30 })
  expect(decideRetry(asked, 1, 0)).toMatchObject({ kind: 'again', retryInMs: 30_000 })
})

test('a wrong input and a bug are never tried again; a wrong setup stops the worker', () => {
  expect(decideRetry(new NacreError('invalid-input', 'x'), 1, 0).kind).toBe('dead')
  expect(decideRetry(new TypeError('x'), 1, 0)).toMatchObject({ kind: 'dead', failure: { code: 'bug' } })
  expect(decideRetry(new NacreError('unavailable', 'no key'), 1, 0).kind).toBe('stop')
  expect(decideRetry(new NacreError('budget-exceeded', 'spent'), 1, 0).kind).toBe('stop')
})
