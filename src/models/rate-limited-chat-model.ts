import { setTimeout as delay } from 'node:timers/promises'
import { throwIfCancelled } from '#core/errors.ts'
import type { ChatModel } from './chat-model.ts'

const windowMs = 60_000

/** A limit on requests; several models of one provider share it. */
export interface RateLimit {
  /** Waits until one more request may be sent. Errors: `cancelled`. */
  wait(signal?: AbortSignal): Promise<void>
}

/**
 * At most `perMinute` requests in any 60 seconds, in the order they were asked for. Clock and pause are arguments so that
 * tests need neither.
 */
export function createRateLimit(
  perMinute: number,
  {
    now = () => performance.now(),
    pause = async (ms: number, signal: AbortSignal | undefined) => {
      await delay(ms, undefined, signal === undefined ? {} : { signal })
    },
  } = {},
): RateLimit {
  const sentAt: number[] = []
  let turn = Promise.resolve()
  const waitForRoom = async (signal: AbortSignal | undefined): Promise<void> => {
    for (;;) {
      throwIfCancelled(signal)
      while (sentAt[0] !== undefined && sentAt[0] <= now() - windowMs) sentAt.shift()
      if (sentAt.length < perMinute) break
      // A millisecond more: timers may fire a little early.
      await pause(sentAt[0]! + windowMs - now() + 1, signal).catch(() => throwIfCancelled(signal))
    }
    sentAt.push(now())
  }
  return {
    wait(signal) {
      const mine = turn.then(() => waitForRoom(signal))
      turn = mine.catch(() => undefined)
      return mine
    },
  }
}

/** The same model; each request, also a repeated one, waits for its turn. */
export function createRateLimitedChatModel(model: ChatModel, limit: RateLimit): ChatModel {
  return {
    id: model.id,
    get contextWindow() {
      return model.contextWindow
    },
    supports: model.supports,
    complete: async (request, options) => {
      await limit.wait(options?.signal)
      return model.complete(request, options)
    },
    stream: async (request, onText, options) => {
      await limit.wait(options?.signal)
      return model.stream(request, onText, options)
    },
    weighChoices: async (request, choices, options) => {
      await limit.wait(options?.signal)
      return model.weighChoices(request, choices, options)
    },
    close: () => model.close(),
  }
}
