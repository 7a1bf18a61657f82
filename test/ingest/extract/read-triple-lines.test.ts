import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTripleLines } from '#ingest/extract/read-triple-lines.ts'

describe('readTripleLines', () => {
  it.each([
    ['nacre | consists of | aragonite'],
    ['- nacre | consists of | aragonite'],
    ['3. nacre | consists of | aragonite.'],
    ['| nacre | consists of | aragonite |'],
    ['"nacre" | consists of | `aragonite`'],
    ['nacre | consists of aragonite'],
    ['Here they are:\nnacre | consists of | aragonite\nnacre | consists of | aragonite'],
    ['subject | relation | object\n--- | --- | ---\nnacre | consists of | aragonite'],
  ])('%j', (reply) => {
    expect(readTripleLines(reply)).toEqual({
      triples: [{ subject: 'nacre', relation: 'consists of', object: 'aragonite' }],
      malformed: 0,
    })
  })

  it('counts lines with bars that are no triple', () => {
    expect(readTripleLines('a | b | c | d\n | is | x\nnacre |')).toEqual({ triples: [], malformed: 3 })
  })

  it('is total', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('|', '\n', 'a', ' ', '-', '1', '.', '"', '('), maxLength: 60 }),
        (reply) => {
          for (const { subject, relation, object } of readTripleLines(reply).triples) {
            expect([subject, relation, object].every((cell) => cell.trim() !== '')).toBe(true)
          }
        },
      ),
      { seed: 20261123, numRuns: 2000 },
    )
  })
})
