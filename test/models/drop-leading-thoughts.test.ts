import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createThoughtFilter } from '#models/drop-leading-thoughts.ts'

function run(pieces: readonly string[]): string {
  const filter = createThoughtFilter()
  return pieces.map((piece) => filter.push(piece)).join('') + filter.flush()
}

test.each([
  ['Mother of pearl.', 'Mother of pearl.'],
  ['<think>The user asks.</think>\n\nMother of pearl.', 'Mother of pearl.'],
  ['\n<think>\n\n</think>\n\nYes', 'Yes'],
  ['<thinking>hm < or </think> not</thinking>Yes', 'Yes'],
  ['x <think>stays</think>', 'x <think>stays</think>'],
  ['<think>a</think>b<think>c</think>', 'b<think>c</think>'],
  ['<think>never ends', ''],
  ['<thin', '<thin'],
  ['< 5 MPa', '< 5 MPa'],
  [' a', ' a'],
  ['', ''],
])('%j becomes %j, however it is cut', (text, expected) => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: text.length }), { maxLength: 8 }), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), text.length]
      expect(run(places.slice(1).map((end, index) => text.slice(places[index], end)))).toBe(expected)
    }),
    { seed: 5, numRuns: 100 },
  )
})
