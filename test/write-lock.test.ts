import { describe, expect, test } from 'vitest'
import { withWriteLock } from '#src/write-lock.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'

describe('withWriteLock', () => {
  test('the second writer waits for the first, and says so', async () => {
    const folder = temporaryFolder()
    const order: string[] = []
    const { promise: gate, resolve: open } = Promise.withResolvers<void>()
    const first = withWriteLock(folder, async () => {
      order.push('first begins')
      await gate
      order.push('first ends')
    })
    const second = withWriteLock(
      folder,
      () => {
        order.push('second')
        return Promise.resolve()
      },
      {
        onWait: () => {
          order.push('second waits')
          open()
        },
      },
    )
    await Promise.all([first, second])
    expect(order).toEqual(['first begins', 'second waits', 'first ends', 'second'])
  })

  test('is free again after work that failed', async () => {
    const folder = temporaryFolder()
    await expect(withWriteLock(folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await expect(withWriteLock(folder, () => Promise.resolve(7))).resolves.toBe(7)
  })

  test('waiting can be cancelled', async () => {
    const folder = temporaryFolder()
    const controller = new AbortController()
    await withWriteLock(folder, async () => {
      const waiting = withWriteLock(folder, () => Promise.resolve(), {
        signal: controller.signal,
        onWait: () => controller.abort(),
      })
      await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
    })
  })
})
