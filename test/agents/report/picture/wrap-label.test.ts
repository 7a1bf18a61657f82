import { expect, test } from 'vitest'
import { wrapLabel } from '#agents/report/picture/wrap-label.ts'

test.each([
  ['nacre', ['nacre']],
  ['transformation toughening', ['transformation', 'toughening']],
  ['carbon fibre-reinforced polymer', ['carbon fibre-', 'reinforced polymer']],
  ['physical vapour deposition of titanium nitride coatings', ['physical vapour', 'deposition of titan…']],
  ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', ['aaaaaaaaaaaaaaaaaaaa', 'aaaaaaaaaaaa']],
])('%s', (name, lines) => {
  expect(wrapLabel(name, 20)).toEqual(lines)
})
