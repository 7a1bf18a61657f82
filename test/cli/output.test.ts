import { describe, expect, test } from 'vitest'
import { describeProgress, formatSeconds } from '#src/cli/output.ts'

describe('describeProgress', () => {
  test('tells how much, how long, and how long still', () => {
    expect(describeProgress('Reading', 12, 36, 20, 'nacre.md')).toBe(
      'Reading: 12/36 (33 %), 20 s, about 40 s left: nacre.md',
    )
  })

  test('promises nothing where nothing is known yet', () => {
    expect(describeProgress('Thinking', 3, 0, 4, '')).toBe('Thinking: 3, 4 s')
    expect(describeProgress('Reading', 0, 36, 4, '')).toBe('Reading: 0/36 (0 %), 4 s')
  })
})

test.each([
  [7.4, '7 s'],
  [185, '3 min 5 s'],
  [7_800, '2 h 10 min'],
])('formatSeconds(%d) = %s', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text)
})
