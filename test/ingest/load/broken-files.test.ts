import fc from 'fast-check'
import { expect, it } from 'vitest'
import { NacreError } from '#core/errors.ts'
import { parseDocx } from '#ingest/load/parse-docx.ts'
import { parseJats } from '#ingest/load/parse-jats.ts'
import { parseLatex } from '#ingest/load/parse-latex.ts'
import { makeDocx, paragraph, table } from './make-docx.ts'
import { makeJats } from './make-jats.ts'
import { makeLatex } from './make-latex.ts'

const word = makeDocx(paragraph('Bone', 'Title') + paragraph('Bone is tough.') + table([['a', 'b']]))

/** A cut, and bytes that are changed: each a place from 0 to 1. */
const harm = fc.record({
  end: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
  bytes: fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.integer({ min: 0, max: 255 })), {
    maxLength: 6,
  }),
})

it.each([
  ['Word', word, parseDocx],
  ['JATS', Buffer.from(makeJats()), parseJats],
  ['LaTeX', Buffer.from(makeLatex()), parseLatex],
])(
  'a %s document with wrong bytes is read or refused in plain words, and breaks nothing',
  async (_name, whole, parse) => {
    const law = fc.asyncProperty(harm, async ({ end, bytes }) => {
      const broken = Buffer.from(whole.subarray(0, Math.ceil(end * whole.length)))
      for (const [place, byte] of bytes) broken[Math.floor(place * broken.length)] = byte
      try {
        const { text, sections = [] } = await parse(broken, 'a')
        for (const { heading, start } of sections) expect(text.startsWith(heading, start)).toBe(true)
      } catch (error) {
        if (!(error instanceof NacreError)) throw error
        expect(error.message).toMatch(/^Expected .* a[;.].*\.$/s)
      }
    })
    await fc.assert(law, { numRuns: 100, seed: 4 })
  },
)
