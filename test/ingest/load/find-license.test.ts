import { expect, it } from 'vitest'
import { findLicense } from '#ingest/load/find-license.ts'

it.each([
  ['http://creativecommons.org/licenses/by/4.0/', 'CC-BY-4.0'],
  ['https://creativecommons.org/licenses/by-nc-nd/3.0', 'CC-BY-NC-ND-3.0'],
  ['https://creativecommons.org/publicdomain/zero/1.0/', 'CC0-1.0'],
  ['published under CC BY 4.0', 'CC-BY-4.0'],
  ['CC-BY-SA-3.0', 'CC-BY-SA-3.0'],
  ['All rights reserved', undefined],
])('in "%s" finds %s', (text, license) => {
  expect(findLicense(text)).toBe(license)
})
