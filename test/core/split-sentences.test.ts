import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitSentences } from '#core/split-sentences.ts'

const sentencesOf = (text: string): string[] => splitSentences(text).map(({ start, end }) => text.slice(start, end))

describe('splitSentences ends a sentence', () => {
  it.each([
    ['at a full stop before a capital', ['Nacre is tough.', 'Bone is too.']],
    ['at question and exclamation marks', ['Why is it tough?', 'Look!', 'It bends.']],
    ['after closing quotes and brackets', ['It is (as said.)', 'He wrote “so.”', 'Then it broke.']],
    ['before a number', ['The blend failed.', '12 samples were left.']],
    ['before a Greek prefix or a word such as pH', ['It was sintered.', 'α-Al2O3 formed.', 'pH was 7.']],
    ['before counted points', ['It differs:(i) It is stiff.', '(ii) It is light.', '• It is cheap.']],
    ['after reference marks in brackets', ['Toughness rises.[3,4]', 'The cause is friction.']],
    ['after reference numbers that lost their place', ['Toughness rises.12,13', 'The cause is friction.']],
    ['after a unit that looks like an initial', ['It was held at 300 K.', 'Samples cooled at 20 °C.', 'They cracked.']],
    ['after min and h as units', ['It was milled for 30 min.', 'Samples were dried for 2 h.', 'They were weighed.']],
    [
      'after et al. and Inc. before a common first word',
      ['So say Smith et al.', 'The rest came from Acme Inc.', 'It was pure.'],
    ],
    ['after an element and after a unit', ['It holds 6 at.% Co.', 'Rates were low at 60 kJ/mol.', 'Annealing helped.']],
    ['after No as an answer', ['Is it brittle?', 'No.', 'It is ductile.']],
  ])('%s', (_name, sentences) => {
    expect(sentencesOf(sentences.join(' '))).toEqual(sentences)
  })
})

describe('splitSentences goes on', () => {
  it.each([
    'As seen in Fig. 3a. and Figs. 4 and 5, cracks are deflected.',
    'Ceramics, e.g. Al2O3, i.e. alumina, are brittle, cf. Eq. (3) and Ref. [12].',
    'Ritchie et al. (2003) and Wegst et al. Nature agree.',
    'It holds approx. 5 wt.% and ca. 3 vol. % vs. 7 at.% of Ti.',
    'R. O. Ritchie and Dr. A. Evans wrote it.',
    'Sample No. 5 on p. 12 broke at 3.5 GPa and 0.5 MPa m^0.5.',
    'Powder of Sigma-Aldrich Inc. (St. Louis, USA) was used.',
    '1. The first step is milling.',
    '2.1. Materials and methods',
    'Version 2.0.1 was used at www.example.org today.',
    'It was measured on 5 Nov. 2020 at noon.',
  ])('%s', (text) => {
    expect(sentencesOf(text)).toEqual([text])
  })
})

describe('splitSentences keeps structure apart', () => {
  it('ends at blank lines, with or without a full stop', () => {
    expect(sentencesOf('Nacre\n\nNacre is made of\naragonite. It is tough\n  \nBone')).toEqual([
      'Nacre',
      'Nacre is made of\naragonite.',
      'It is tough',
      'Bone',
    ])
  })

  it('takes headings, list items and table rows as their own, without their markers', () => {
    const text =
      '# Bone\nBone is light.\n- stiff\n- tough\n• cheap and\n  strong\nName | Value\nStrength | 150 MPa | dry\nBone again'
    expect(sentencesOf(text)).toEqual([
      'Bone',
      'Bone is light.',
      'stiff',
      'tough',
      'cheap and\n  strong',
      'Name | Value',
      'Strength | 150 MPa | dry',
      'Bone again',
    ])
  })

  it('keeps the numbers of numbered lists with their items', () => {
    expect(sentencesOf('Steps:\n1. Mill the powder.\n2. Sinter it. Cool it.')).toEqual([
      'Steps:',
      '1. Mill the powder.',
      '2. Sinter it.',
      'Cool it.',
    ])
  })

  it('sees a heading in a short line above a long one', () => {
    const prose = 'Nacre is the inner layer of many shells and it is remarkably tough'
    expect(sentencesOf(`Introduction\n${prose}`)).toEqual(['Introduction', prose])
  })

  it('does not take a bar in a formula for a table', () => {
    expect(sentencesOf('The chance P(A | B) is low. It is small.')).toHaveLength(2)
  })
})

describe('splitSentences obeys its laws', () => {
  const pieces = fc.constantFrom(
    'Nacre',
    'is',
    'Fig',
    'et al',
    'e.g',
    '.',
    '?',
    '! ',
    ' ',
    ' ',
    '\n',
    '\n\n',
    '- ',
    '# ',
    ' | ',
    '3',
    '.5',
    'K',
    '“',
    ')',
    '[1]',
    '…',
    '。',
    '𝛼',
    'é',
    '\t',
  )
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
  )

  it('gives trimmed, ordered spans that leave out nothing but white space and markers', () => {
    fc.assert(
      fc.property(texts, (text) => {
        let last = 0
        for (const { start, end } of splitSentences(text)) {
          expect(text.slice(last, start)).toMatch(/^[\s\-*+•▪‣◦·●■#]*$/)
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(text.slice(start, end)).toBe(text.slice(start, end).trim())
          last = end
        }
        expect(text.slice(last)).toMatch(/^[\s\-*+•▪‣◦·●■#]*$/)
      }),
      { seed: 1, numRuns: 2000 },
    )
  })

  it('gives one sentence for what it called a sentence of plain words', () => {
    const sentence = fc
      .array(fc.constantFrom('nacre', 'bone', 'is', 'of', '3.5', 'e.g.', 'Fig. 2', 'wt.%'), {
        minLength: 1,
        maxLength: 12,
      })
      .map((words) => `The ${words.join(' ')} layer.`)
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 8 }), (sentences) => {
        expect(sentencesOf(sentences.join(' '))).toEqual(sentences)
      }),
      { seed: 2 },
    )
  })

  it.each([
    ['without a dot', 'a'],
    ['of words', 'nacre '],
    ['of dots', '.'],
    ['of dots and blanks', '. '],
    ['of blanks', ' '],
    ['of sentences', 'It is so. '],
    ['of short lines', 'ab\n'],
    ['of bars', '| '],
    ['of paragraphs', 'ab\n\n'],
    ['of table rows', 'a | b | c\n'],
    ['of list items', '- a\n'],
  ])('reads three megabytes in one piece %s in a few seconds', (_name, unit) => {
    const text = unit.repeat(Math.ceil(3e6 / unit.length))
    const started = performance.now()
    splitSentences(text)
    expect(performance.now() - started).toBeLessThan(15_000)
  })
})
