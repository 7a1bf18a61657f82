import { describe, expect, it } from 'vitest'
import { parseHtml } from '#ingest/load/parse-html.ts'

const parse = (html: string) => parseHtml(Buffer.from(html), 'nacre.html')
const textOf = (body: string): string => parse(`<html><body>${body}</body></html>`).text

describe('parseHtml', () => {
  it('reads title, authors, licence, DOI and year from the page', () => {
    const head = `<title>Shell | Journal</title><meta name="citation_title" content="Nacre"><meta name="citation_author" content="A. Pearl">
      <meta name="citation_author" content="B. Shell"><meta name="citation_doi" content="doi:10.1000/1"><meta name="citation_date" content="2020/01/02">`
    const html = `<html><head>${head}</head><body><h1>Shell</h1><a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC</a></body></html>`
    expect(parse(html)).toMatchObject({
      title: 'Nacre',
      authors: ['A. Pearl', 'B. Shell'],
      doi: '10.1000/1',
      license: 'CC-BY-4.0',
      year: 2020,
    })
    expect(parse('<title> Nacre </title><p>x').title).toBe('Nacre')
  })

  it('keeps the main content and drops what stands around it', () => {
    const page =
      '<header>Site</header><nav>Menu</nav><p>Text</p><script>var a</script><style>p{}</style><aside>Ad</aside><footer>Foot</footer>'
    expect(textOf(page)).toBe('Text')
    expect(textOf('<p>Around</p><main><p>Inside</p><nav>Menu</nav></main>')).toBe('Inside')
    expect(textOf('<p>Around</p><article><header><h1>Head</h1></header><p>Inside</p></article>')).toBe('Head\n\nInside')
  })

  it.each([
    ['blocks', '<h2>A</h2><p>b\n   c <b>d</b>e</p><div>f<div>g</div></div>', 'A\n\nb c de\n\nf\n\ng'],
    ['line breaks', 'a<br>b', 'a\nb'],
    [
      'lists',
      '<p>x</p><ul><li>a</li><li><p>b</p><ul><li>c</li></ul></li></ul><ol><li>d</li><li>e</li></ol>',
      'x\n\n- a\n- b\n- c\n\n1. d\n2. e',
    ],
    [
      'tables',
      '<table><caption>T</caption><tr><th>a</th><th> b <i>c</i></th></tr><tr><td>1</td><td><p>2</p><p>3</p></td></tr></table>',
      'T\n\na | b c\n1 | 2 3',
    ],
    [
      'cells that go over several rows in each of them',
      '<table><tr><th rowspan="2">Alloy</th><th colspan="2">E</th><th>T</th></tr><tr><th>GPa</th><th>rel.</th><td rowspan="9">300 K</td></tr><tr><td>A</td><td>7</td><td>1</td></tr></table><table><tr><td>x</td></tr></table>',
      'Alloy | E | T\nAlloy | GPa | rel. | 300 K\nA | 7 | 1 | 300 K\n\nx',
    ],
    ['subscripts', 'Bi<sub>2</sub>Te<sub>3</sub>', 'Bi2Te3'],
    [
      'superscripts',
      'S<sup>2</sup>, 10<sup>19</sup> cm<sup>&minus;3</sup>, tough<sup>1,2</sup>',
      'S^2, 10^19 cm−3, tough[1,2]',
    ],
    ['numbers of notes', 'tough<sup><a href="#n">[1]</a></sup>.', 'tough[1].'],
    [
      'formulas of MathML',
      '<p>a <math><msub><mi>σ</mi><mi>y</mi></msub><mo>=</mo><mfrac><mrow><mi>F</mi><mo>+</mo><mn>1</mn></mrow><msup><mi>A</mi><mn>2</mn></msup></mfrac></math>, <math><msqrt><mn>2</mn><mi>x</mi></msqrt></math></p>',
      'a σy = (F + 1)/(A^2), √(2x)',
    ],
    [
      'formulas that are also given as LaTeX',
      String.raw`<math alttext="\mathrm{Al}_{2}"><msub><mi>Al</mi><mn>2</mn></msub><annotation>\mathrm{Al}_{2}</annotation></math>`,
      'Al2',
    ],
    ['marks of ours as nothing', '<p>a&#xfdd2;1b</p>', 'a1b'],
    ['code', '<pre>a\n  b</pre>', 'a\n  b'],
    ['entities', '5&nbsp;&micro;m &lt; 6', '5 µm < 6'],
    ['formulas', '<math alttext="E = mc^2"><mi>E</mi></math>', 'E = mc^2'],
  ])('gives %s as text', (_name, html, expected) => {
    expect(textOf(html)).toBe(expected)
  })

  it('reads other encodings where the page names them, and refuses bytes that do not fit', () => {
    expect(parseHtml(Buffer.from('<meta charset="iso-8859-1"><p>\xb5m', 'latin1'), 'a.html').text).toBe('µm')
    expect(() => parseHtml(Buffer.from('<p>\xb5m', 'latin1'), 'a.html')).toThrow(/Expected UTF-8 text in a\.html/)
  })
})
