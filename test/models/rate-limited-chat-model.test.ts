import { expect, test } from 'vitest'
import { createRateLimit, createRateLimitedChatModel } from '#models/rate-limited-chat-model.ts'
import { createFakeChatModel } from '#test/fake-chat-model.ts'

test('never more than the limit in any minute, and at least nine tenths of it used', async () => {
  let nowMs = 0
  const pause = async (ms: number): Promise<void> => {
    nowMs += ms
  }
  const sentAt: number[] = []
  const fake = createFakeChatModel(() => 'yes')
  const model = createRateLimitedChatModel(
    {
      ...fake,
      complete: (request, options) => {
        sentAt.push(nowMs)
        nowMs += 10
        return fake.complete(request, options)
      },
    },
    createRateLimit(60, { now: () => nowMs, pause }),
  )
  await Promise.all(
    Array.from({ length: 300 }, () => model.complete({ messages: [{ role: 'user', content: 'x' }], maxTokens: 1 })),
  )
  for (const start of sentAt) {
    expect(sentAt.filter((at) => at >= start && at < start + 60_000).length).toBeLessThanOrEqual(60)
  }
  expect(300 / (nowMs / 60_000)).toBeGreaterThanOrEqual(54)
})

test('waiting can be cancelled, and those behind still get their turn', async () => {
  let nowMs = 0
  const limit = createRateLimit(1, {
    now: () => nowMs,
    pause: async (ms, signal) => {
      signal?.throwIfAborted()
      nowMs += ms
    },
  })
  await limit.wait()
  const cancelled = limit.wait(AbortSignal.abort())
  const next = limit.wait()
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
  await next
  expect(nowMs).toBeGreaterThan(60_000)
})
