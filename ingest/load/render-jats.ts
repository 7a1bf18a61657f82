import { escapeHtml } from './escape-html.ts'
import { renderMathMl, type MathNode } from './render-math-ml.ts'
import { findElement, findElements, textOfElement, type XmlElement, type XmlNode } from './parse-xml.ts'

/** What is no text of the article, or is read elsewhere. */
const leftOut = new Set(
  (
    'journal-meta article-meta ref-list graphic inline-graphic media object-id label title sub-article response ' +
    'alt-text long-desc permissions processing-meta x'
  ).split(' '),
)
const sameInHtml = new Set('p sub sup table thead tbody tfoot tr td th caption dl'.split(' '))
const renamed: ReadonlyMap<string, string> = new Map([
  ['list-item', 'li'],
  ['def-item', 'div'],
  ['disp-quote', 'blockquote'],
  ['preformat', 'pre'],
  ['code', 'pre'],
  ['ack', 'section'],
])

/** The parts of an article that are read, as HTML in the order of reading. */
export function renderJats(article: XmlElement): string {
  const title = findElement(article, 'article-title')
  const abstracts = findElements(findElement(article, 'article-meta'), 'abstract').filter(
    ({ attributes }) => !/graphical|toc|teaser/.test(attributes['abstract-type'] ?? ''),
  )
  const parts = article.children.filter(
    (child) => typeof child !== 'string' && ['body', 'back', 'floats-group'].includes(child.name),
  )
  return [
    title === undefined ? '' : `<h1>${renderAll(title.children, 1)}</h1>`,
    ...abstracts.map((abstract) => renderSection(abstract, 2, 'Abstract')),
    ...parts.map((part) => render(part, 2)),
  ].join('\n')
}

function renderAll(nodes: readonly XmlNode[], level: number): string {
  return dropEmptyBrackets(nodes.map((node) => render(node, level)).join(''))
}

/** `level`: of the headings of sections that begin here. */
function render(node: XmlNode, level: number): string {
  if (typeof node === 'string') return escapeHtml(node)
  const { name, children } = node
  if (leftOut.has(name)) return ''
  if (sameInHtml.has(name)) return renderSame(node, level)
  switch (name) {
    case 'sec':
    case 'app':
    case 'boxed-text':
    case 'fn-group':
    case 'notes':
    case 'glossary':
      return renderSection(node, level)
    case 'ack':
      return renderSection(node, level, 'Acknowledgements')
    case 'fig':
    case 'table-wrap':
    case 'supplementary-material':
      return renderFloat(node, level)
    case 'list':
      return wrap(node.attributes['list-type'] === 'order' ? 'ol' : 'ul', children, level)
    case 'xref':
      return renderCrossReference(node, level)
    case 'alternatives':
      return render(
        findElement(node, 'mml:math') ?? findElement(node, 'tex-math') ?? children.find(isElement) ?? '',
        level,
      )
    case 'mml:math':
    case 'math':
      return escapeHtml(renderMathMl(toMathNode(node)))
    case 'tex-math':
      return escapeHtml(
        ` ${textOfElement(node)
          .replace(/^.*\\begin\{document\}|\\end\{document\}.*$/g, '')
          .replace(/^\s*\$+|\$+\s*$/g, '')} `,
      )
    case 'disp-formula':
      return `<p>${renderAll(children, level)}</p>`
    case 'break':
      return '<br>'
    case 'fn':
      return `<div>${renderAll(children, level)}</div>`
    case 'term':
    case 'def':
      return `<p>${renderAll(children, level)}</p>`
    default: {
      const html = renamed.get(name)
      return html === undefined ? renderAll(children, level) : wrap(html, children, level)
    }
  }
}

function isElement(node: XmlNode): node is XmlElement {
  return typeof node !== 'string'
}

function wrap(name: string, children: readonly XmlNode[], level: number): string {
  return `<${name}>${renderAll(children, level)}</${name}>`
}

/** A superscript of citations alone is none. */
function renderSame({ name, children }: XmlElement, level: number): string {
  const inner = renderAll(children, level)
  return /^(?:sub|sup)$/.test(name) && /^[\s,;–-]*$/.test(inner) ? '' : `<${name}>${inner}</${name}>`
}

function renderSection(section: XmlElement, level: number, usual = ''): string {
  const own = (name: string): string => {
    const found = section.children.find((child) => isElement(child) && child.name === name)
    return found === undefined ? '' : renderAll((found as XmlElement).children, level).trim()
  }
  const [label, title] = [own('label'), own('title') || usual]
  const heading = [label.replace(/\.$/, ''), title].filter((part) => part !== '').join(' ')
  const html = Math.min(level, 6)
  return `${heading === '' ? '' : `<h${html}>${heading}</h${html}>`}<section>${renderAll(section.children, level + 1)}</section>`
}

/** A figure or a table: its label and caption as one paragraph, then its rows. */
function renderFloat(float: XmlElement, level: number): string {
  const caption = float.children.find((child): child is XmlElement => isElement(child) && child.name === 'caption')
  const label = textOfElement(
    float.children.find((child): child is XmlElement => isElement(child) && child.name === 'label'),
  )
  const said = (caption?.children ?? []).filter(isElement).map((part) => renderAll(part.children, level).trim())
  const words = [label === '' ? '' : escapeHtml(label).replace(/[.:]?$/, '.'), ...said].filter((part) => part !== '')
  const rest = float.children.filter((child) => child !== caption)
  return `<figure>${words.length === 0 ? '' : `<p>${words.join(' ')}</p>`}${renderAll(rest, level)}</figure>`
}

/** Numbers of cited works say nothing without the list; names in the sentence stay. */
function renderCrossReference(reference: XmlElement, level: number): string {
  const isCitation = reference.attributes['ref-type'] === 'bibr'
  const text = textOfElement(reference)
  if (isCitation && /^[[(]?[\d\s,;–-]+[\])]?$/.test(text)) return ''
  return renderAll(reference.children, level)
}

/** What is left of brackets around citations: `[, ]`, `(–)`. */
function dropEmptyBrackets(html: string): string {
  return html.replace(/\s*(?:\[[\s,;–-]*\]|\([\s,;–-]*\))/g, (found) =>
    /[,;–\s-]|\[\]|\(\)/.test(found.trim()) ? '' : found,
  )
}

function toMathNode(node: XmlNode): MathNode {
  return typeof node === 'string' ? { data: node } : { name: node.name, children: node.children.map(toMathNode) }
}
