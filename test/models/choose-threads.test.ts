import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { chooseThreads, type ChooseThreadsOptions } from '#models/choose-threads.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'

function machine(speeds: Record<number, number>, options: Partial<ChooseThreadsOptions> = {}) {
  const tried: number[] = []
  const choose = () =>
    chooseThreads({
      modelId: 'm',
      processor: 'p',
      cores: Math.max(...Object.keys(speeds).map(Number)),
      isBusy: () => false,
      measure: async (threads) => {
        tried.push(threads)
        return speeds[threads]!
      },
      ...options,
    })
  return { tried, choose }
}

test('takes the count that is fastest', async () => {
  expect(await machine({ 1: 10, 2: 19, 4: 30, 6: 20 }).choose()).toEqual({ threads: 4, tokensPerSecond: 30 })
})

test('stays with one thread where two stall, and tries no more', async () => {
  const { tried, choose } = machine({ 1: 40, 2: 0.3, 4: 0.1 })
  expect((await choose()).threads).toBe(1)
  expect(tried).toEqual([1, 2])
})

test('does not add a thread for a few per cent', async () => {
  expect((await machine({ 1: 40, 2: 44 }).choose()).threads).toBe(1)
})

test('has nothing to choose on one core', async () => {
  const { tried, choose } = machine({ 1: 40 })
  expect((await choose()).threads).toBe(1)
  expect(tried).toEqual([1])
})

test('measures once per model, processor and number of cores', async () => {
  const cacheFile = join(temporaryFolder(), 'cache', 'threads.json')
  const first = machine({ 1: 10, 2: 19 }, { cacheFile })
  const again = machine({ 1: 99, 2: 1 }, { cacheFile })
  const otherModel = machine({ 1: 10, 2: 1 }, { cacheFile, modelId: 'other' })
  expect(await first.choose()).toEqual({ threads: 2, tokensPerSecond: 19 })
  expect(await again.choose()).toEqual({ threads: 2, tokensPerSecond: 19 })
  expect(again.tried).toEqual([])
  expect((await otherModel.choose()).threads).toBe(1)
  expect(Object.keys(JSON.parse(readFileSync(cacheFile, 'utf8')) as object)).toHaveLength(2)
})

test('keeps nothing that was measured on a busy machine', async () => {
  const cacheFile = join(temporaryFolder(), 'threads.json')
  await machine({ 1: 10, 2: 1 }, { cacheFile, isBusy: () => true }).choose()
  expect((await machine({ 1: 10, 2: 19 }, { cacheFile }).choose()).threads).toBe(2)
})

test('measures again when the file was damaged', async () => {
  const cacheFile = join(temporaryFolder(), 'threads.json')
  writeFileSync(cacheFile, '{"m | p | 2": {"threads": -1}}')
  expect((await machine({ 1: 10, 2: 19 }, { cacheFile }).choose()).threads).toBe(2)
})
