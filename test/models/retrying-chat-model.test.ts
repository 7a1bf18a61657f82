import { expect, test } from 'vitest'
import { NacreError } from '#core/errors.ts'
import { createRetryingChatModel } from '#models/retrying-chat-model.ts'
import { scriptedChatModel } from './scripted-chat-model.ts'

const request = { messages: [{ role: 'user', content: 'Well?' }], maxTokens: 9 } as const
const busy = (retryAfterSeconds?: number): NacreError =>
  new NacreError('unavailable', 'busy', {
    isRetryable: true,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  })

function patient(answer: (call: number) => string | Error, luck = 1) {
  const waits: number[] = []
  const scripted = scriptedChatModel(answer)
  const wait = async (ms: number): Promise<void> => void waits.push(ms)
  return { waits, scripted, model: createRetryingChatModel(scripted, { random: () => luck, wait }) }
}

test('tries again until it succeeds, with pauses that double', async () => {
  const { waits, model } = patient((call) => (call < 4 ? busy() : 'yes'))
  expect((await model.complete(request)).text).toBe('yes')
  expect(waits).toEqual([1_000, 2_000, 4_000])
})

test('chance makes the pauses shorter, so that many callers do not come back together', async () => {
  const { waits, model } = patient((call) => (call < 4 ? busy() : 'yes'), 0.25)
  await model.complete(request)
  expect(waits).toEqual([250, 500, 1_000])
})

test('waits as long as the server asks', async () => {
  const { waits, model } = patient((call) => (call < 3 ? busy(7) : 'yes'))
  await model.complete(request)
  expect(waits).toEqual([7_000, 7_000])
})

test('does not wait for hours', async () => {
  const { waits, model } = patient(() => busy(7_200))
  await expect(model.complete(request)).rejects.toMatchObject({ retryAfterSeconds: 7_200 })
  expect(waits).toEqual([])
})

test('gives up after six tries with the last error', async () => {
  const { waits, scripted, model } = patient(() => busy())
  await expect(model.complete(request)).rejects.toMatchObject({ code: 'unavailable' })
  expect(scripted.calls).toBe(6)
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000])
})

test.each([
  ['wrong input', new NacreError('invalid-input', 'no')],
  ['a bug', new TypeError('oh')],
])('does not repeat %s', async (_, error) => {
  const { scripted, model } = patient(() => error)
  await expect(model.complete(request)).rejects.toBe(error)
  expect(scripted.calls).toBe(1)
})

test('repeats a stream only while it has told nothing', async () => {
  const silent = patient((call) => (call < 2 ? busy() : 'yes'))
  expect((await silent.model.stream(request, () => undefined)).text).toBe('yes')

  const scripted = scriptedChatModel(() => 'x')
  const model = createRetryingChatModel(
    {
      ...scripted,
      stream: async (_request, onText) => {
        onText('half a ')
        throw busy()
      },
    },
    { wait: async () => undefined },
  )
  const pieces: string[] = []
  await expect(model.stream(request, (piece) => pieces.push(piece))).rejects.toMatchObject({ code: 'unavailable' })
  expect(pieces).toEqual(['half a '])
})

test('a cancel ends the pause', async () => {
  const cancel = new AbortController()
  const model = createRetryingChatModel(scriptedChatModel(() => busy(200)))
  // Later than the first call fails, sooner than 200 s.
  setImmediate(() => cancel.abort())
  await expect(model.complete(request, { signal: cancel.signal })).rejects.toMatchObject({ code: 'cancelled' })
})
