import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseThinking } from '#agents/think/parse-thinking.ts'
import { renderThinking } from '#agents/think/render-thinking.ts'
import { thinkingCategories, type Thinking } from '#core/thinking.ts'

const thinking: Thinking = [
  {
    category: 'Reasoning Steps',
    statements: [
      { text: 'Platelets slide.', origin: 'evidence', chunkIds: ['chunk_1'] },
      { text: 'Sliding hardens.', origin: 'evidence', chunkIds: ['chunk_1'] },
    ],
  },
  { category: 'Hypothesis', statements: [{ text: 'Thinner sheets harden sooner.', origin: 'model', chunkIds: [] }] },
]

const lines = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .map((text) => text.replace(/\s+/g, ' ').trim())

describe('renderThinking', () => {
  it('prints every category by its bold name, empty ones too', () => {
    const text = renderThinking(thinking)
    expect(text).toBe(
      `<|thinking|>
**Reasoning Steps**
1. Platelets slide.
2. Sliding hardens.

**Relevant Materials or Concepts**
(none)

**Design Principles**
(none)

**Material Properties**
(none)

**Hypothesis**
- Thinner sheets harden sooner.

**Additional Background**
(none)
<|/thinking|>`,
    )
  })
})

describe('parseThinking', () => {
  it('reads back what renderThinking wrote', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.record({ category: fc.constantFrom(...thinkingCategories), lines: fc.array(lines, { maxLength: 4 }) }),
          { selector: (section) => section.category },
        ),
        (sections) => {
          const written = sections.map(({ category, lines }) => ({
            category,
            statements: lines.map((text) => ({ text, origin: 'model' as const, chunkIds: [] })),
          }))
          const read = parseThinking(`${renderThinking(written)}\nThe answer.`)
          expect(read.answer).toBe('The answer.')
          expect(read.unplaced).toEqual([])
          for (const category of thinkingCategories) {
            const expected = sections
              .find((section) => section.category === category)
              ?.lines.filter((line) => line !== '')
            const found = read.thinking.find((section) => section.category === category)
            expect(found?.statements.map((statement) => statement.text) ?? []).toEqual(expected ?? [])
          }
        },
      ),
      { seed: 21, numRuns: 300 },
    )
  })

  it('takes the variants that models write: colons, other bullets, singular names, text on the same line', () => {
    const read = parseThinking(
      '<|thinking|>\n**Design Principle:** Layers help.\n### Hypothesis\n* It grows.\n<|/thinking|>\nSo.',
    )
    expect(read.thinking.map(({ category, statements }) => [category, ...statements.map(({ text }) => text)])).toEqual([
      ['Design Principles', 'Layers help.'],
      ['Hypothesis', 'It grows.'],
    ])
  })

  it('keeps lines under no known category apart', () => {
    expect(parseThinking('<|thinking|>Let me see.<|/thinking|>So.').unplaced).toEqual(['Let me see.'])
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => void parseThinking(`<|thinking|>${text}`)),
      { seed: 22, numRuns: 300 },
    )
  })
})
