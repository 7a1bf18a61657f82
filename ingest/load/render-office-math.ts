import { parseXml, type XmlNode } from './parse-xml.ts'
import { renderMathMl, type MathNode } from './render-math-ml.ts'

/** The names of Office's formulas in MathML; all others only hold their children. */
const names: ReadonlyMap<string, string> = new Map([
  ['sSup', 'msup'],
  ['sSub', 'msub'],
  ['sSubSup', 'msubsup'],
  ['f', 'mfrac'],
  ['rad', 'msqrt'],
  ['limLow', 'munder'],
])
/** How it looks, and the degree of a root, which is empty for square roots. */
const leftOut = /(?:Pr|^deg)$/

/** A formula of a Word document (`<m:oMath>…</m:oMath>`) as a line of text. Errors: those of `parseXml`. */
export function renderOfficeMath(xml: string, source: string): string {
  return renderMathMl(toMathNode(parseXml(xml, source)))
}

function toMathNode(node: XmlNode): MathNode {
  if (typeof node === 'string') return { data: node }
  const name = node.name.replace(/^.*:/, '')
  const children = node.children.filter((child) => typeof child === 'string' || !leftOut.test(child.name))
  const sign = children.length === 1 && typeof children[0] === 'string' && name === 't' ? 'mo' : 'mrow'
  if (name === 'd') {
    return { name: 'mrow', children: [{ data: '(' }, ...children.map(toMathNode), { data: ')' }] }
  }
  return { name: names.get(name) ?? sign, children: children.map(toMathNode) }
}
