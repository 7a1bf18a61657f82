import { load } from 'cheerio'
import { normaliseText } from './normalise-text.ts'
import type { ParsedText } from './parsed-text.ts'
import { renderHtmlNode } from './render-html-node.ts'
import { readSections } from './section-marks.ts'

/** HTML that another parser has made, as text with its sections: see `renderHtmlNode`. */
export function renderHtml(html: string): Pick<ParsedText, 'text' | 'sections'> {
  return readSections(normaliseText(load(html)('body').toArray().map(renderHtmlNode).join('\n\n')))
}
