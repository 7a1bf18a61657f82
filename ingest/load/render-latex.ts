import { escapeHtml } from './escape-html.ts'
import { childrenOf, environmentName, printLatex, requiredArguments, wordOf, type LatexNode } from './latex-node.ts'
import { latexAccents, latexSigns } from './latex-signs.ts'
import { numberLatexLabels } from './number-latex-labels.ts'
import { renderSiUnit } from './render-si-unit.ts'

/** Stands where a citation stood, until the blanks and brackets around it are gone, too. */
const citation = '\ufdd3'
const leftOut = new Set(
  (
    'label index vspace hspace vskip hskip includegraphics usepackage documentclass bibliographystyle bibliography setlength ' +
    'addtolength thanks pagestyle thispagestyle newcommand renewcommand providecommand def newtheorem theoremstyle hypersetup ' +
    'graphicspath definecolor nocite phantom hphantom vphantom title author date affiliation affil address inst email orcid ' +
    'maketitle tableofcontents hline cline cmidrule toprule midrule bottomrule footnotemark addbibresource printbibliography ' +
    'begin end setcounter addtocounter captionsetup DeclareMathOperator newenvironment PassOptionsToPackage tag rule linewidth textwidth ' +
    'columnwidth fontsize selectfont bibitem input include subfile import left right'
  ).split(' '),
)
const leftOutEnvironments = new Set(
  'comment tikzpicture pgfpicture picture filecontents CCSXML thebibliography'.split(' '),
)
const tables = new Set('tabular tabularx tabulary longtable array tabular* tabularx* supertabular'.split(' '))
const cites = /^(?:no|paren|text|auto|foot|super|full|online|small)?[cC]ite[a-z]*$/
const levels: Readonly<Record<string, number>> = { part: 2, chapter: 2, section: 2, subsection: 3, subsubsection: 4 }

/** LaTeX nodes as HTML in the order of reading; citations are dropped, figures and tables numbered as on the printed page. */
export function renderLatex(nodes: readonly LatexNode[]): string {
  const { labels, captions } = numberLatexLabels(nodes)
  return tidy(all(nodes, false))

  function all(within: readonly LatexNode[], isMath: boolean): string {
    let html = ''
    let accent = ''
    let script = ''
    for (const [index, node] of within.entries()) {
      // As TeX does: the blank that ends the name of a macro is none.
      if (!isMath && node.type === 'whitespace' && isBareWord(within[index - 1])) continue
      // In `\\mathrm{m^{-1}}` the parser leaves the sign and its group apart.
      const loose = script === '' && node.type === 'string' ? /^(.*)([_^])$/.exec(wordOf(node)) : null
      if (loose !== null) {
        html += escapeHtml(loose[1] ?? '')
        script = loose[2] === '^' ? 'sup' : 'sub'
        continue
      }
      if (script !== '') {
        html += `<${script}>${all([node], true).replace(/\s+/g, '')}</${script}>`
        script = ''
        continue
      }
      if (!isMath && isAccent(node)) {
        const [letter] = requiredArguments(node)
        if (letter === undefined) accent = latexAccents.get(wordOf(node)) ?? ''
        else html += addAccent(all(letter, false), latexAccents.get(wordOf(node)) ?? '')
        continue
      }
      const piece = one(node, isMath)
      if (accent === '') html += piece
      else if (piece.trim() !== '') {
        html += addAccent(piece, accent)
        accent = ''
      }
    }
    return html
  }

  function one(node: LatexNode, isMath: boolean): string {
    const { type } = node
    const content = wordOf(node)
    switch (type) {
      case 'string':
        return isMath ? renderMathSign(content) : escapeHtml(content).replaceAll('~', ' ')
      case 'whitespace':
        return isMath ? '' : ' '
      case 'parbreak':
        return '<p>'
      case 'inlinemath':
        return all(childrenOf(node), true)
      case 'displaymath':
      case 'mathenv':
        return renderDisplay(childrenOf(node))
      case 'verb':
        return escapeHtml(content)
      case 'verbatim':
        return `<pre>${escapeHtml(content)}</pre>`
      case 'macro':
        return renderMacro(node, isMath)
      case 'environment':
        return renderEnvironment(node, isMath)
      case 'comment':
        return ''
      default:
        return all(childrenOf(node), isMath)
    }
  }

  function renderMacro(node: LatexNode, isMath: boolean): string {
    const name = wordOf(node)
    const required = requiredArguments(node)
    const last = required.at(-1)
    const argument = (index: number): string => all(required[index] ?? [], isMath)
    const raw = (index: number): string => printLatex(required[index] ?? [])
    if (node.escapeToken === '' && (name === '^' || name === '_')) {
      const inner = (last === undefined ? '' : all(last, true)).replace(/\s+/g, '')
      return name === '^' ? `<sup>${inner}</sup>` : `<sub>${inner}</sub>`
    }
    if (cites.test(name)) return citation
    if (leftOut.has(name)) return ''
    const level = levels[name]
    if (level !== undefined) return `<h${level}>${all(last ?? [], false)}</h${level}><p>`
    const sign = latexSigns.get(name)
    if (sign !== undefined && last === undefined) return escapeHtml(sign)
    switch (name) {
      case '\\':
      case 'newline':
      case 'tabularnewline':
        return isMath ? ' ' : '<br>'
      case 'par':
        return '<p>'
      case 'paragraph':
      case 'subparagraph':
        return `<p>${all(last ?? [], false)} `
      case 'caption':
        return renderCaption(node)
      case 'footnote':
        return ` (${all(last ?? [], false)})`
      case 'frac':
      case 'dfrac':
      case 'tfrac':
        return `${inBrackets(argument(0))}/${inBrackets(argument(1))}`
      case 'sqrt':
        return `√(${argument(required.length - 1).trim()})`
      case 'text':
      case 'mathrm':
      case 'textrm':
      case 'mbox':
      case 'operatorname':
        return all(last ?? [], false)
      case 'ref':
      case 'eqref':
        return labels.get(raw(0))?.number ?? ''
      case 'autoref':
      case 'cref':
      case 'Cref': {
        const label = labels.get(raw(0))
        return label === undefined ? '' : `${label.kind} ${label.number}`
      }
      case 'ce':
        return renderChemistry(raw(0))
      case 'num':
        return renderNumber(raw(0))
      case 'ang':
        return `${renderNumber(raw(0))}°`
      case 'si':
      case 'unit':
        return escapeHtml(renderSiUnit(raw(0)))
      case 'SI':
      case 'qty':
        return `${renderNumber(raw(0))} ${escapeHtml(renderSiUnit(raw(1)))}`
      case 'numrange':
        return `${renderNumber(raw(0))}–${renderNumber(raw(1))}`
      case 'SIrange':
      case 'qtyrange':
        return `${renderNumber(raw(0))}–${renderNumber(raw(1))} ${escapeHtml(renderSiUnit(raw(2)))}`
      default:
        // A function such as `\sin` is its name; of other macros, the last argument is what is printed.
        if (last !== undefined) return all(last, isMath)
        return isMath && /^(?:sin|cos|tan|log|ln|exp|max|min|lim|arctan|tanh|cosh|sinh)$/.test(name) ? `${name} ` : ''
    }
  }

  function renderEnvironment(node: LatexNode, isMath: boolean): string {
    const name = environmentName(node)
    const children = childrenOf(node)
    if (leftOutEnvironments.has(name)) return ''
    if (tables.has(name)) return renderTable(children)
    if (name === 'abstract') return `<h2>Abstract</h2><p>${all(children, false)}<p>`
    if (/^acknowledge?ments?$/.test(name)) return `<h2>Acknowledgements</h2><p>${all(children, false)}<p>`
    if (/^(?:itemize|enumerate|description)$/.test(name)) {
      const list = name === 'enumerate' ? 'ol' : 'ul'
      const items = children.filter(({ type, content }) => type === 'macro' && content === 'item')
      return `<${list}>${items.map((item) => `<li>${renderItem(item)}</li>`).join('')}</${list}>`
    }
    if (/matrix$|^cases$|^aligned$|^split$/.test(name)) return all(children, true)
    return isMath ? all(children, true) : `<div>${all(children, false)}</div>`
  }

  function renderItem({ args = [] }: LatexNode): string {
    const label = args.find(({ openMark }) => openMark === '[')
    return `${label === undefined ? '' : `${all(label.content, false)} `}${all(args.at(-1)?.content ?? [], false)}`
  }

  function renderCaption(node: LatexNode): string {
    const label = captions.get(node)
    const text = all(requiredArguments(node).at(-1) ?? [], false)
    return `<p>${label === undefined ? '' : `${label.kind} ${label.number}. `}${text}<p>`
  }

  /** One line of text for each line of formulas. */
  function renderDisplay(children: readonly LatexNode[]): string {
    return divide(children, ({ type, content }) => type === 'macro' && content === '\\')
      .map(
        (line) =>
          `<p>${all(
            line.filter(({ type, content }) => type !== 'string' || content !== '&'),
            true,
          )}<p>`,
      )
      .join('')
  }

  function renderTable(children: readonly LatexNode[]): string {
    const isRowEnd = ({ type, content }: LatexNode): boolean =>
      type === 'macro' && (content === '\\' || content === 'tabularnewline')
    const caption = children.filter(({ type, content }) => type === 'macro' && content === 'caption')
    const rows = divide(
      children.filter((child) => !caption.includes(child)),
      isRowEnd,
    )
      .map((row) =>
        divide(row, ({ type, content }) => type === 'string' && content === '&').map((cell) => all(cell, false)),
      )
      .filter((cells) => cells.some((cell) => cell.trim() !== ''))
    const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')
    return `${caption.map((found) => renderCaption(found)).join('')}<table>${body}</table>`
  }
}

function isBareWord(node: LatexNode | undefined): boolean {
  return node?.type === 'macro' && /^[A-Za-z]+$/.test(wordOf(node)) && (node.args ?? []).length === 0
}

function isAccent(node: LatexNode): boolean {
  return node.type === 'macro' && node.escapeToken !== '' && latexAccents.has(wordOf(node))
}

function addAccent(html: string, accent: string): string {
  return html.replace(/^(\s*)([ıȷ]|[^\s])/u, (_, blank: string, letter: string) => {
    const plain = letter === 'ı' ? 'i' : letter === 'ȷ' ? 'j' : letter
    return `${blank}${(plain + accent).normalize('NFC')}`
  })
}

function renderMathSign(sign: string): string {
  if (/^[=<>+]$/.test(sign)) return ` ${escapeHtml(sign)} `
  return escapeHtml(sign.replaceAll('-', '−').replaceAll('~', ' '))
}

function inBrackets(html: string): string {
  const text = html.trim()
  return /^[\p{L}\p{N}.]*(?:<su[bp]>[^<]*<\/su[bp]>)?$/u.test(text) ? text : `(${text})`
}

/** `1.2e3` as siunitx prints it. */
function renderNumber(written: string): string {
  return escapeHtml(written.trim().replace(/\s*(?:\\pm|\+-)\s*/, ' ± '))
    .replace(/e([+-]?\d+)$/i, (_, power: string) => ` × 10<sup>${power.replace('-', '−').replace('+', '')}</sup>`)
    .replace(/^-/, '−')
}

/** A formula of the package mhchem: `SO4^2-`, `A + B -> C`. */
function renderChemistry(written: string): string {
  return escapeHtml(written.replace(/<=>|<->/g, '⇌').replace(/->/g, '→'))
    .replace(/\^\{?([\d+−-]+)\}?/g, (_, charge: string) => `<sup>${charge.replace('-', '−')}</sup>`)
    .replace(/_\{?([\w.]+)\}?/g, '<sub>$1</sub>')
    .replace(/[{}$]/g, '')
}

function divide(nodes: readonly LatexNode[], isEnd: (node: LatexNode) => boolean): LatexNode[][] {
  const parts: LatexNode[][] = [[]]
  for (const node of nodes) {
    if (isEnd(node)) parts.push([])
    else parts.at(-1)?.push(node)
  }
  return parts
}

function tidy(html: string): string {
  return html
    .replace(/\s*[[(]\s*\ufdd3(?:[\s,;]*\ufdd3)*\s*[\])]/g, '')
    .replace(/\s*\ufdd3(?:[\s,;]*\ufdd3)*/g, '')
    .replace(/---/g, '—')
    .replace(/--/g, '–')
    .replace(/``/g, '“')
    .replace(/''/g, '”')
}
