import { NacreError, throwIfCancelled } from '#core/errors.ts'

/** Runs one piece of work at a time, first come first served. */
export type RunInOrder = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>

/**
 * A queue for something that serves one caller at a time. Work that is cancelled while it waits fails at once with
 * `cancelled` and never starts; work that fails does not stop the queue.
 */
export function createRunInOrder(): RunInOrder {
  let last: Promise<unknown> = Promise.resolve()

  return <T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
    let hasStarted = false
    const result = last.then(() => {
      throwIfCancelled(signal)
      hasStarted = true
      return work()
    })
    last = result.catch(() => undefined)
    if (signal === undefined) return result
    return new Promise((resolve, reject) => {
      const cancel = (): void => {
        if (!hasStarted) reject(new NacreError('cancelled', 'The work was cancelled.', { cause: signal.reason }))
      }
      if (signal.aborted) cancel()
      signal.addEventListener('abort', cancel)
      result.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel))
    })
  }
}
