import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createStopTextFilter } from '#models/stop-text-filter.ts'

function run(pieces: readonly string[], stops: readonly string[]): { text: string; hasStopped: boolean } {
  const filter = createStopTextFilter(stops)
  const text = pieces.map((piece) => filter.push(piece)).join('') + filter.flush()
  return { text, hasStopped: filter.hasStopped }
}

test('stops at a text that comes in pieces', () => {
  expect(run(['one tw', 'o\n', '\nQues', 'tion: x'], ['\n\nQuestion:'])).toEqual({ text: 'one two', hasStopped: true })
})

test('gives back what only began like a stop text', () => {
  expect(run(['a\n', '\nb'], ['\n\n\n'])).toEqual({ text: 'a\n\nb', hasStopped: false })
})

test('for any text cut anywhere: the text before the first stop text, or all of it', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 20 })
  const stop = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 8 }), fc.array(stop, { maxLength: 1 }), (pieces, stops) => {
      const whole = pieces.join('')
      const end = stops[0] === undefined ? -1 : whole.indexOf(stops[0])
      expect(run(pieces, stops)).toEqual({ text: end < 0 ? whole : whole.slice(0, end), hasStopped: end >= 0 })
    }),
    { seed: 11, numRuns: 2000 },
  )
})
