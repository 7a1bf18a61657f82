import { NacreError } from '#core/errors.ts'
import { decodeText } from './decode-text.ts'
import { findLicense } from './find-license.ts'
import { normaliseText } from './normalise-text.ts'
import type { ParsedText } from './parsed-text.ts'
import { findElement, findElements, parseXml, textOfElement, type XmlElement } from './parse-xml.ts'
import { renderHtml } from './render-html.ts'
import { renderJats } from './render-jats.ts'

/**
 * An article in JATS XML (the format of PubMed Central and most publishers): title, abstract, sections, captions, tables
 * as rows and formulas as text; references apart. Errors: `invalid-input` for other XML, and those of `parseXml`.
 */
export function parseJats(bytes: Uint8Array, source: string): ParsedText {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  const encoding = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w-]+)/.exec(head.replace('ï»¿', ''))?.[1]
  const root = parseXml(decodeText(bytes, source, encoding).replace(/^\s+/, ''), source)
  const article = findElement(root, 'article')
  if (
    article === undefined ||
    (findElement(article, 'article-title') === undefined && findElement(article, 'body') === undefined)
  ) {
    throw new NacreError(
      'invalid-input',
      `Expected an article in JATS XML in ${source}; its root is <${root.name.slice(0, 40)}>. Convert it to HTML or plain text.`,
    )
  }
  const meta = findElement(article, 'article-meta')
  const references = findElements(article, 'ref')
    .map(readReference)
    .filter((reference) => reference !== '')
  return {
    ...renderHtml(renderJats(article)),
    ...(meta !== undefined && readMetadata(meta)),
    ...(references.length > 0 && { references }),
  }
}

function readMetadata(meta: XmlElement): Partial<ParsedText> {
  const title = clean(meta, 'article-title')
  const doi = findElements(meta, 'article-id').find(({ attributes }) => attributes['pub-id-type'] === 'doi')
  const authors = findElements(meta, 'contrib')
    .filter(({ attributes }) => (attributes['contrib-type'] ?? 'author') === 'author')
    .map(readName)
    .filter((name) => name !== '')
  const years = findElements(meta, 'pub-date').map((date) => Number(textOfElement(findElement(date, 'year'))))
  const year = Math.min(...years.filter((value) => value > 1400 && value < 2200))
  const permissions = findElement(meta, 'permissions')
  const licences = findElements(permissions, 'license')
  const named = [
    ...licences.flatMap(({ attributes }) => Object.values(attributes)),
    ...findElements(permissions, 'ali:license_ref').map(textOfElement),
    ...findElements(permissions, 'ext-link').flatMap(({ attributes }) => Object.values(attributes)),
    ...licences.map(textOfElement),
  ]
  const license = findLicense(named.join(' ')) ?? licences.map(textOfElement).find((text) => text !== '')
  return {
    ...(title !== '' && { title }),
    ...(doi !== undefined && { doi: textOfElement(doi) }),
    ...(authors.length > 0 && { authors }),
    ...(Number.isFinite(year) && { year }),
    ...(license !== undefined && { license: license.slice(0, 200) }),
  }
}

function clean(within: XmlElement, name: string): string {
  return normaliseText(textOfElement(findElement(within, name)))
}

function readName(person: XmlElement): string {
  const [given, surname] = ['given-names', 'surname'].map((name) => clean(person, name))
  if (surname !== undefined && surname !== '') return [given, surname].filter(Boolean).join(' ')
  return clean(person, 'string-name') || clean(person, 'collab')
}

/** As printed where the publisher printed it (`mixed-citation`), else its parts in their usual order. */
function readReference(reference: XmlElement): string {
  const mixed = findElement(reference, 'mixed-citation') ?? findElement(reference, 'citation')
  const element = findElement(reference, 'element-citation')
  const isMarkedUp = mixed?.children.every((child) => typeof child !== 'string' || child.trim() === '') ?? true
  const parts = (isMarkedUp ? (element ?? mixed) : undefined) as XmlElement | undefined
  if (parts === undefined) {
    const printed = mixed ?? {
      ...reference,
      children: reference.children.filter((child) => typeof child === 'string' || child.name !== 'label'),
    }
    return normaliseText(textOfElement(printed))
  }
  const names = [...findElements(parts, 'name').map(readName), ...findElements(parts, 'collab').map(textOfElement)]
  const volume = [clean(parts, 'volume'), clean(parts, 'fpage') || clean(parts, 'elocation-id')]
    .filter(Boolean)
    .join(', ')
  const id = findElements(parts, 'pub-id').find(({ attributes }) => attributes['pub-id-type'] === 'doi')
  const printed = [
    names.join(', '),
    clean(parts, 'article-title') || clean(parts, 'chapter-title'),
    clean(parts, 'source'),
    volume,
    clean(parts, 'year'),
    id === undefined ? '' : `doi:${textOfElement(id)}`,
  ]
  return normaliseText(printed.filter((part) => part !== '').join('. '))
}
