import { setTimeout as delay } from 'node:timers/promises'
import { NacreError, throwIfCancelled } from '#core/errors.ts'
import type { ChatModel } from './chat-model.ts'

const baseMs = 1_000
const capMs = 60_000
const maxTries = 6
/** A server that asks for more has closed for the day; its error says so better than a silent wait. */
const longestAskedMs = 300_000

/** Waiting and chance, so that tests need neither. */
export interface RetryOptions {
  /** Between 0 and 1. */
  readonly random?: () => number
  readonly wait?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>
}

/**
 * The same model, patient: retryable failures (429, 5xx, timeout, reset) are tried again, at most 6 times in all, after
 * the pause the server asked for or a random one up to 1 s, 2 s, 4 s … 60 s (full jitter). A stream that has told text
 * already is not tried again, because its reader cannot take the text back.
 */
export function createRetryingChatModel(model: ChatModel, options: RetryOptions = {}): ChatModel {
  const { random = Math.random, wait = (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }) } =
    options
  const retry = async <T>(
    signal: AbortSignal | undefined,
    call: () => Promise<T>,
    isLost = () => false,
  ): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await call()
      } catch (error) {
        const isHopeless = !(error instanceof NacreError) || !error.isRetryable || tries >= maxTries
        if (isHopeless || isLost()) throw error
        throwIfCancelled(signal)
        const askedMs = (error.retryAfterSeconds ?? 0) * 1000
        if (askedMs > longestAskedMs) throw error
        const pauseMs = random() * Math.min(capMs, baseMs * 2 ** (tries - 1))
        await wait(error.retryAfterSeconds === undefined ? pauseMs : askedMs, signal).catch((cause: unknown) => {
          throwIfCancelled(signal)
          throw cause
        })
      }
    }
  }
  return {
    id: model.id,
    get contextWindow() {
      return model.contextWindow
    },
    supports: model.supports,
    complete: (request, callOptions) => retry(callOptions?.signal, () => model.complete(request, callOptions)),
    stream: (request, onText, callOptions) => {
      let hasTold = false
      const tell = (text: string): void => {
        hasTold = true
        onText(text)
      }
      return retry(
        callOptions?.signal,
        () => model.stream(request, tell, callOptions),
        () => hasTold,
      )
    },
    weighChoices: (request, choices, callOptions) =>
      retry(callOptions?.signal, () => model.weighChoices(request, choices, callOptions)),
    close: () => model.close(),
  }
}
