import { expect, test } from 'vitest'
import { runInjections } from './run-injections.ts'

test('texts that would like to be more than texts read, write and reach nothing, wherever they are put', async () => {
  const { requests, places, faults, changed, opened } = await runInjections({ step: 31 })
  expect(places).toBeGreaterThan(40)
  expect(requests).toBeGreaterThan(200)
  expect({ faults, changed, opened }).toEqual({ faults: [], changed: [], opened: [] })
})
