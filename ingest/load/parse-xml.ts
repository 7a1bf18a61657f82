import { SaxesParser } from 'saxes'
import { NacreError } from '#core/errors.ts'

export interface XmlElement {
  /** With its prefix, as printed: `mml:math`. */
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
}

export type XmlNode = XmlElement | string

/** Deeper files are made to harm, not to be read. */
const deepest = 200

/**
 * The root of an XML document, read strictly. Nothing outside the document is read and no entity but the five of XML is
 * known, so that a few lines cannot unfold to gigabytes. Errors: `invalid-input` for XML that is not well formed, with
 * line and column, for entity declarations, and for nesting deeper than 200.
 */
export function parseXml(text: string, source: string): XmlElement {
  const parser = new SaxesParser({ position: true, xmlns: false } as const)
  const open: { name: string; attributes: Record<string, string>; children: XmlNode[] }[] = []
  let root: XmlElement | undefined
  parser.on('error', (error) => {
    throw new NacreError(
      'invalid-input',
      `Expected well-formed XML in ${source}; got, at line and column ${error.message.replace(/\.$/, '')}. Mend the file, or fetch it again.`,
    )
  })
  parser.on('doctype', (doctype) => {
    if (!/<!ENTITY|\[/i.test(doctype)) return
    throw new NacreError(
      'invalid-input',
      `Expected XML without declarations of its own in ${source}; its DOCTYPE declares entities or elements, which can unfold without end. Save it without them.`,
    )
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length >= deepest) {
      throw new NacreError(
        'invalid-input',
        `Expected XML nested at most ${deepest} deep in ${source}. Simplify it, or convert it to HTML.`,
      )
    }
    const element = { name, attributes, children: [] }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => {
    const element = open.pop()
    if (open.length === 0) root = element
  })
  const addText = (data: string): void => void open.at(-1)?.children.push(data)
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.write(text).close()
  if (root === undefined) throw new Error('a well-formed document has a root')
  return root
}

/** The first element of this name within another, itself included, in the order of the document. */
export function findElement(within: XmlElement, name: string): XmlElement | undefined {
  if (within.name === name) return within
  for (const child of within.children) {
    const found = typeof child === 'string' ? undefined : findElement(child, name)
    if (found !== undefined) return found
  }
  return undefined
}

/** All elements of this name within another, in the order of the document; not those inside of one found. */
export function findElements(within: XmlElement | undefined, name: string): XmlElement[] {
  if (within === undefined) return []
  return within.children.flatMap((child) => {
    if (typeof child === 'string') return []
    return child.name === name ? [child] : findElements(child, name)
  })
}

/** The text within an element, white space collapsed. */
export function textOfElement(element: XmlElement | undefined): string {
  return rawText(element).replace(/\s+/g, ' ').trim()
}

function rawText(element: XmlElement | undefined): string {
  if (element === undefined) return ''
  return element.children.map((child) => (typeof child === 'string' ? child : rawText(child))).join('')
}
