import { load } from 'cheerio'
import { zipSync } from 'fflate'
import mammoth from 'mammoth'
import { NacreError } from '#core/errors.ts'
import { escapeHtml } from './escape-html.ts'
import { findLicense } from './find-license.ts'
import { normaliseText } from './normalise-text.ts'
import type { ParsedText } from './parsed-text.ts'
import { findElement, parseXml, textOfElement } from './parse-xml.ts'
import { renderHtml } from './render-html.ts'
import { renderOfficeMath } from './render-office-math.ts'
import { unpackDocx } from './unpack-docx.ts'

const styles = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  ...[1, 2, 3, 4, 5].map((level) => `p[style-name='Heading ${level}'] => h${level + 1}:fresh`),
]
const formula = /<m:oMath(?:\s[^>]*)?>[^]*?<\/m:oMath>/g
/** What stands around formulas on lines of their own; a reader of Word that knows no formulas would pass over all of it. */
const formulaFrame = /<m:oMathParaPr(?:\s[^>]*)?(?:\/>|>[^]*?<\/m:oMathParaPr>)|<\/?m:oMathPara(?:\s[^>]*)?>/g

/**
 * A Word document (.docx): headings, lists, tables as rows, footnotes and formulas as text. Only its words are unpacked,
 * and no reader sees more than these. Errors: `invalid-input` as `unpackDocx` and `parseXml` give it.
 */
export async function parseDocx(bytes: Uint8Array, source: string): Promise<ParsedText> {
  const parts = unpackDocx(bytes, source)
  for (const [name, part] of parts) {
    if (!Buffer.from(part.subarray(0, 2000)).toString('latin1').includes('<!DOCTYPE')) continue
    throw new NacreError(
      'invalid-input',
      `Expected a Word document without declarations of entities in ${source}; ${name} has a DOCTYPE. Save it again from Word.`,
    )
  }
  const main = Buffer.from(parts.get('word/document.xml') ?? '').toString('utf8')
  const readable = main
    .replace(formulaFrame, '')
    .replace(
      formula,
      (xml) => `<w:r><w:t xml:space="preserve">${escapeHtml(renderOfficeMath(xml, source))}</w:t></w:r>`,
    )
  parts.set('word/document.xml', Buffer.from(readable))
  const html = await toHtml(zipSync(Object.fromEntries(parts), { level: 0 }), source)

  const page = load(html)
  const core = readCore(parts.get('docProps/core.xml'), source)
  const ofStyle = normaliseText(page('h1').first().text())
  const title = ofStyle || core.title || normaliseText(page('h2').first().text())
  const rendered = renderHtml(html)
  const doi = /\b10\.\d{4,9}\/[^\s"<>]+[^\s"<>.,;)]/.exec(rendered.text.slice(0, 4000))?.[0]
  const license = findLicense(`${rendered.text.slice(0, 6000)} ${rendered.text.slice(-6000)}`)
  return {
    ...rendered,
    ...(title !== '' && { title }),
    ...(core.authors.length > 0 && { authors: core.authors }),
    ...(doi !== undefined && { doi }),
    ...(license !== undefined && { license }),
  }
}

async function toHtml(archive: Uint8Array, source: string): Promise<string> {
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(archive) },
      // Pictures were not unpacked.
      { styleMap: styles, convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })) },
    )
    // Notes end with a link back to their number in the text.
    const page = load(value)
    page('a[href^="#footnote-ref-"], a[href^="#endnote-ref-"]').remove()
    return page('body').html() ?? ''
  } catch (cause) {
    throw new NacreError(
      'invalid-input',
      `Expected a Word document in ${source}; it is damaged (${cause instanceof Error ? cause.message.split('\n')[0]?.slice(0, 160) : String(cause)}). Open it in Word and save it again.`,
      { cause },
    )
  }
}

function readCore(part: Uint8Array | undefined, source: string): { title: string; authors: readonly string[] } {
  if (part === undefined) return { title: '', authors: [] }
  const core = parseXml(
    Buffer.from(part)
      .toString('utf8')
      .replace(/^\ufeff/, ''),
    source,
  )
  const field = (name: string): string => normaliseText(textOfElement(findElement(core, name)))
  const title = /^(?:untitled|word document|document\d*)$|\.docx?$/i.test(field('dc:title')) ? '' : field('dc:title')
  return {
    title,
    authors: field('dc:creator')
      .split(/\s*;\s*/)
      .filter(Boolean),
  }
}
