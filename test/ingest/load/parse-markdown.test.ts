import { describe, expect, it } from 'vitest'
import { parseMarkdown } from '#ingest/load/parse-markdown.ts'

const parse = (text: string) => parseMarkdown(Buffer.from(text), 'nacre.md')

describe('parseMarkdown', () => {
  it('reads the metadata of the front matter', () => {
    const text =
      '---\ntitle: "Nacre: a review"\nlicense: CC-BY-4.0\ndoi: 10.1000/1\nauthors:\n  - A. Pearl\n  - B. Shell\ndate: 2021-05-01\ntags: [x]\n---\n# Other\n\nText.'
    expect(parse(text)).toEqual({
      title: 'Nacre: a review',
      license: 'CC-BY-4.0',
      doi: '10.1000/1',
      authors: ['A. Pearl', 'B. Shell'],
      year: 2021,
      tags: ['x'],
      text: 'Other\n\nText.',
      sections: [{ heading: 'Other', level: 1, start: 0, end: 12 }],
    })
    expect(parse('---\nauthors: [A. Pearl, "B. Shell"]\n---\nText').authors).toEqual(['A. Pearl', 'B. Shell'])
  })

  it('takes the first heading for the title, and needs neither', () => {
    expect(parse('# **Nacre**\n\nText.').title).toBe('Nacre')
    expect(parse('Nacre\n=====\n\nText.')).toMatchObject({ title: 'Nacre', text: 'Nacre\n\nText.' })
    expect(parse('---\n\nText.')).toEqual({ text: 'Text.' })
  })

  it('tells where the sections stand, each with its subsections', () => {
    const { text, sections = [] } = parse('# *A*\n\na\n\n## B\n\nb\n\nC\n-\n\nc\ufdd21\n\n# D')
    expect(text).toBe('A\n\na\n\nB\n\nb\n\nC\n\nc1\n\nD')
    expect(sections.map(({ heading, level, start, end }) => [heading, level, text.slice(start, end)])).toEqual([
      ['A', 1, 'A\n\na\n\nB\n\nb\n\nC\n\nc1'],
      ['B', 2, 'B\n\nb'],
      ['C', 2, 'C\n\nc1'],
      ['D', 1, 'D'],
    ])
  })

  it.each([
    ['emphasis', '**Nacre** is *very* __tough__, _really_, ***so***.', 'Nacre is very tough, really, so.'],
    [
      'no emphasis in formulas and names',
      'K_IC, snake_case_name, 2*3*4 and a * b',
      'K_IC, snake_case_name, 2*3*4 and a * b',
    ],
    [
      'link targets',
      'See [the shell](https://x.org/a_(b) "t"), [this][1] and <https://x.org>.\n\n[1]: https://y.org',
      'See the shell, this and https://x.org.',
    ],
    ['images', '![Brick wall](wall.png) stands.', 'Brick wall stands.'],
    ['code marks', 'Use `x_y` here.\n\n```ts\nconst a = *b*\n```', 'Use x_y here.\n\nconst a = *b*'],
    ['comments and tags', 'A<!-- not\nthis -->B<br>C <span class="x">D</span> p < 0.05', 'AB\nC D p < 0.05'],
    ['sub- and superscripts', 'Al<sub>2</sub>O<sub>3</sub>, 10<sup>6</sup> W m<sup>-1</sup>', 'Al2O3, 10^6 W m−1'],
    ['escapes and entities', String.raw`5 \* 3 &micro;m &#956;m &lt; \_`, '5 * 3 µm μm < _'],
    ['quotes', '> Nacre is\n> tough.', 'Nacre is tough.'],
    ['wrapped lines', 'Nacre is\ntough.  \nBone\\\nis, too.', 'Nacre is tough.\nBone\nis, too.'],
    ['lists', '- a\n- b\n  goes on\n\n1. c\n2. d', '- a\n- b goes on\n\n1. c\n2. d'],
    ['rules', 'a\n\n---\n\n* * *\n\nb', 'a\n\nb'],
    ['footnote marks', 'Tough.[^1]', 'Tough.[1]'],
  ])('reads %s as a reader would', (_name, text, expected) => {
    expect(parse(text).text).toBe(expected)
  })

  it('sets headings apart and gives tables row by row', () => {
    expect(parse('## Data ##\nText\n| a | b **c** |\n| --- | :-: |\n| 1 | 2 \\| 3 |\nMore').text).toBe(
      'Data\n\nText\n\na | b c\n1 | 2 | 3\n\nMore',
    )
  })

  it('reads a long text without paragraphs in time', () => {
    expect(parse('nacre is **tough** and\n'.repeat(40_000)).text).toHaveLength(40_000 * 19 - 1)
  })
})
