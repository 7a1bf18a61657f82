import { load } from 'cheerio'
import { decodeText } from './decode-text.ts'
import { findLicense } from './find-license.ts'
import { renderHtmlNode } from './render-html-node.ts'
import { normaliseText } from './normalise-text.ts'
import type { ParsedText } from './parsed-text.ts'
import { readSections } from './section-marks.ts'

/** What stands on a page beside its text. */
const furniture =
  'script, style, noscript, template, nav, footer, aside, form, button, select, iframe, svg, canvas, video, audio, ' +
  '[hidden], [aria-hidden="true"], [role="navigation"], [role="banner"], [role="contentinfo"], [role="search"], body > header'

/** The main content of an HTML page as readable text: see `renderHtmlNode`. Metadata comes from the head of the page. */
export function parseHtml(bytes: Uint8Array, source: string, charset?: string): ParsedText {
  const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1')
  const encoding = charset ?? /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1]
  const page = load(decodeText(bytes, source, encoding))
  const meta = (...names: readonly string[]): string[] =>
    names.flatMap((name) =>
      page(`meta[name="${name}" i], meta[property="${name}" i]`)
        .toArray()
        .map((element) => normaliseText(page(element).attr('content') ?? ''))
        .filter((content) => content !== ''),
    )
  const rights = [
    ...meta('license', 'licence', 'dc.rights', 'dcterms.license'),
    page('[rel~="license"]').attr('href') ?? '',
  ]
  const license = findLicense(rights.join(' ')) ?? rights.find((text) => text !== '')
  const [doi] = meta('citation_doi', 'dc.identifier').map((text) => /10\.\d{4,9}\/\S+/.exec(text)?.[0])
  const authors = meta('citation_author', 'author', 'dc.creator')
  const year = /\b(?:1[5-9]|20)\d\d\b/.exec(meta('citation_publication_date', 'citation_date', 'dc.date')[0] ?? '')?.[0]

  page(furniture).remove()
  const main = page('main, [role="main"]').first()
  const articles = page('article')
  const root = main.length > 0 ? main : articles.length === 1 ? articles : page('body')
  const title = [meta('citation_title')[0], root.find('h1').first().text(), page('title').first().text()]
    .map((text) => normaliseText(text ?? '').replace(/\s+/g, ' '))
    .find((text) => text !== '')
  return {
    ...readSections(normaliseText(root.toArray().map(renderHtmlNode).join('\n\n'))),
    ...(title !== undefined && { title }),
    ...(license !== undefined && { license }),
    ...(doi !== undefined && { doi }),
    ...(authors.length > 0 && { authors }),
    ...(year !== undefined && { year: Number(year) }),
  }
}
