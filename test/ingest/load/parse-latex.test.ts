import { describe, expect, it } from 'vitest'
import { parseLatex } from '#ingest/load/parse-latex.ts'
import { makeLatex } from './make-latex.ts'

const parse = (latex: string) => parseLatex(Buffer.from(latex), 'a.tex')
const textOf = (body: string): string => parse(`\\begin{document}${body}\\end{document}`).text

describe('parseLatex', () => {
  it('keeps title, abstract, sections, captions and tables; citations go, references stand apart', () => {
    const { text, sections = [], ...about } = parse(makeLatex())
    expect(text).toBe(
      [
        'On nacre',
        'Abstract',
        'Nacre is tough.',
        'Introduction',
        'Nacre, unlike Al2O3, is tough at 10 % strain; see Fig. 1 and Section 1.1.',
        'Figure 1. Platelets of nacre.',
        'Numbers',
        'Table 1. Moduli',
        'Material | E (GPa)\nNacre | 70',
        'σ = F/A0',
        '- stiff\n- tough',
      ].join('\n\n'),
    )
    expect(sections.map(({ heading, level }) => [heading, level])).toEqual([
      ['On nacre', 1],
      ['Abstract', 2],
      ['Introduction', 2],
      ['Numbers', 3],
    ])
    expect(about).toEqual({
      title: 'On nacre',
      authors: ['A. Perle', 'B. Schäle'],
      year: 2021,
      license: 'CC-BY-4.0',
      references: ['A. Smith, Shells, 2010.', 'J. Doe, Bone, 2011.'],
      notes: [expect.stringMatching(/^A file that it includes was not read: methods\. Ingest them, too/)],
    })
  })

  it.each([
    [
      'formulas',
      String.raw`$\sigma_y \approx 10^{-3}\,\mathrm{m^{-1}}$, $\sqrt{2x}$, $\frac{a+b}{c}$`,
      'σy ≈ 10^−3 m−1, √(2x), (a + b)/c',
    ],
    ['lines of formulas', String.raw`\begin{align} a &= b \\ c &= d \end{align}`, 'a = b\n\nc = d'],
    [
      'quantities',
      String.raw`\SI{5.2e3}{\mega\pascal}, \qty{2.7}{\gram\per\cubic\centi\metre}, \SIrange{1}{2}{K}, $25\,^\circ$C`,
      '5.2 × 10^3 MPa, 2.7 g cm−3, 1–2 K, 25 °C',
    ],
    ['chemistry', String.raw`\ce{SO4^2-} and \ce{2H2 + O2 -> 2H2O}`, 'SO4^2− and 2H2 + O2 → 2H2O'],
    [
      'accents and dashes',
      String.raw`\'etude, \"{o}, na\"\i ve, Ångstr\"om, a--b --- c`,
      'étude, ö, naïve, Ångström, a–b — c',
    ],
    ['own macros', String.raw`\newcommand{\pair}[2]{#1/#2}\def\x{\pair{a}{b}}\x{} and \pair{c}{\x}`, 'a/b and c/a/b'],
    ['citations', String.raw`Tough~\cite{a,b}, as is said [\citep[p.~3]{c}, \cite{d}].`, 'Tough, as is said.'],
    ['comments', 'a % no\nb \\% c\n%\\section{x}\nd', 'a b % c\nd'.replace('\n', ' ')],
    ['verbatim text', '\\begin{verbatim}\na  & b\n\\end{verbatim}', 'a  & b'],
  ])('gives %s as text', (_name, latex, text) => {
    expect(textOf(latex)).toBe(text)
  })

  it.each([
    ['itself', String.raw`\newcommand{\a}{\a\a}\a`],
    [
      'others ten times, ten deep',
      `${[...'abcdefghij'].map((name, index, all) => `\\def\\x${name}{${index === 0 ? 'ha' : `\\x${all[index - 1]}`.repeat(10)}}`).join('')}\\xj`,
    ],
  ])('refuses a macro that calls %s', (_name, latex) => {
    expect(() => parse(latex)).toThrow(/own macros come to an end in a\.tex/)
  })

  it('reads the encoding that it declares', () => {
    const latex = String.raw`\usepackage[latin1]{inputenc}\begin{document}Härte\end{document}`
    expect(parseLatex(Buffer.from(latex, 'latin1'), 'a.tex').text).toBe('Härte')
    expect(() => parseLatex(Buffer.from('Härte', 'latin1'), 'a.tex')).toThrow(/Expected UTF-8 text in a\.tex/)
  })

  it('parses a long document in pieces that it cuts between paragraphs', () => {
    const paragraph = String.raw`The shell~\cite{a} {is

} tough; see Fig.~\ref{f}.`
    const float = String.raw`\begin{figure}\caption{One

two.}\label{f}

\end{figure}`
    const { text } = parse(`\\begin{document}${[...Array(500).fill(paragraph), float].join('\n\n')}\\end{document}`)
    expect(text.split('tough; see Fig. 1.')).toHaveLength(501)
    expect(text).toMatch(/Figure 1\. One\n\ntwo\.$/)
  })

  it('reads what is there of a broken file', () => {
    expect(textOf(String.raw`Nacre \textbf{is \begin{center} tough $x`)).toContain('Nacre')
  })
})
