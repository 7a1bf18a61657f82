import { describe, expect, it } from 'vitest'
import { joinHyphenated, lineEndMark, pageMark } from '#ingest/load/join-hyphenated.ts'

const lineEnd = `-${lineEndMark}`

describe('joinHyphenated', () => {
  it.each([
    [
      'joins a word that stands elsewhere in one piece',
      'electrification and electrifi- cation',
      'electrification and electrification',
    ],
    ['joins over a line end, too', 'Sintering, then sinter-\ning', 'Sintering, then sintering'],
    [
      'keeps the hyphen of a compound that stands elsewhere',
      'high-entropy, high- entropy',
      'high-entropy, high-entropy',
    ],
    ['leaves what nothing in the text explains', 'electrifi- cation', 'electrifi- cation'],
    ['leaves hyphens that stand for a second half', 'micro- and nanoscale', 'micro- and nanoscale'],
    ['joins at a known line end when the first half is no word', `electrifi${lineEnd}cation`, 'electrification'],
    ['keeps the hyphen there when it is one', `glass and glass${lineEnd}ceramics`, 'glass and glass-ceramics'],
    ['keeps it after common prefixes', `non${lineEnd}linear`, 'non-linear'],
    ['keeps it before capitals and numbers', `Ti${lineEnd}Al and alloy${lineEnd}718`, 'Ti-Al and alloy-718'],
    ['keeps it in chains', `magnesium-zinc${lineEnd}calcium`, 'magnesium-zinc-calcium'],
    ['keeps the mark of a page within a word', `electrifi${lineEnd}${pageMark}cation`, `electrifi${pageMark}cation`],
  ])('%s', (_name, text, expected) => {
    expect(joinHyphenated(text)).toBe(expected)
  })

  it('takes time in line with the length of a word', () => {
    const word = 'x'.repeat(2e6)
    expect(joinHyphenated(`${word}- ${word}`)).toHaveLength(4e6 + 2)
  })
})
