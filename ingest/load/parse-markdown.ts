import { decodeText } from './decode-text.ts'
import { normaliseText } from './normalise-text.ts'
import { parseFrontMatter } from './parse-front-matter.ts'
import type { ParsedText } from './parsed-text.ts'
import { renderSuperscript } from './render-superscript.ts'
import { markSection, readSections, withoutReserved } from './section-marks.ts'

const fence = /^ {0,3}(?:```|~~~)/
const tableRule = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/
const horizontalRule = /^ {0,3}(?:(?:\* *){3,}|(?:_ *){3,}|(?:- *){3,})$/
const underline = /^ {0,3}(?:=+|-+)\s*$/
const headingLine = /^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$/
const tableLine = /^\s*\|.*\|\s*$/
const listItem = /^\s*(?:[-*+]|\d{1,3}[.)])[ \t]+/
const linkDefinition = /^ {0,3}\[[^\]^]+\]:\s*\S+/
const inlineTag =
  /<\/?(?:a|abbr|b|br|cite|code|del|div|em|figure|figcaption|font|i|img|ins|kbd|mark|p|q|s|small|span|strong|u)\b[^<>]*>/gi

/**
 * Markdown (CommonMark, tables and front matter) as readable text: headings on lines of their own, table rows as
 * `a | b`, list marks kept; emphasis marks, link targets, comments and code fences dropped; wrapped lines joined.
 */
export function parseMarkdown(bytes: Uint8Array, source: string, charset?: string): ParsedText {
  const { metadata, body } = parseFrontMatter(
    withoutReserved(decodeText(bytes, source, charset)).replace(/\r\n?/g, '\n'),
  )
  const blocks = readBlocks(body.replace(/<!--[^]*?-->/g, '').split('\n'))
  const heading = blocks.find(({ kind }) => kind === 'heading')
  const title = metadata.title ?? (heading === undefined ? undefined : renderBlock(heading))
  return {
    ...metadata,
    ...(title !== undefined && { title }),
    ...readSections(normaliseText(renderBlocks(blocks))),
  }
}

interface Block {
  kind: 'heading' | 'paragraph' | 'item' | 'row' | 'code'
  readonly lines: string[]
  /** A blank line stood before it. */
  readonly isApart: boolean
  /** Of a heading. */
  level: number
}

function readBlocks(lines: readonly string[]): Block[] {
  const blocks: Block[] = []
  let isApart = true
  let isCode = false
  const add = (kind: Block['kind'], line: string, level = 0): void => {
    blocks.push({ kind, lines: [line], isApart, level })
    isApart = false
  }
  for (const raw of lines) {
    const last = blocks.at(-1)
    if (fence.test(raw)) {
      isCode = !isCode
      isApart = true
      continue
    }
    const line = isCode ? raw : raw.replace(/^ {0,3}(?:> ?)+/, '')
    if (isCode && line.trim() !== '') add('code', line)
    else if (line.trim() === '') isApart = true
    else if (underline.test(line) && last?.kind === 'paragraph' && !isApart) {
      last.kind = 'heading'
      last.level = line.includes('=') ? 1 : 2
    } else if (horizontalRule.test(line) || linkDefinition.test(line)) isApart = true
    else if (tableRule.test(line) && last?.kind === 'row') continue
    else if (headingLine.test(line)) add('heading', headingLine.exec(line)?.[1] ?? '', line.trimStart().search(/[^#]/))
    else if (tableLine.test(line)) add('row', line)
    else if (listItem.test(line)) add('item', line)
    else if (!isApart && (last?.kind === 'paragraph' || last?.kind === 'item')) last.lines.push(line.trimStart())
    else add('paragraph', line.trimStart())
  }
  return blocks
}

function renderBlocks(blocks: readonly Block[]): string {
  return blocks
    .map((block, index) => {
      const isTogether = blocks[index - 1]?.kind === block.kind && !block.isApart && block.kind !== 'heading'
      const mark = block.kind === 'heading' ? markSection(block.level) : ''
      return `${index === 0 ? '' : isTogether ? '\n' : '\n\n'}${mark}${renderBlock(block)}`
    })
    .join('')
}

function renderBlock({ kind, lines }: Block): string {
  if (kind === 'code') return lines.join('\n')
  if (kind === 'row') return lines.map(renderRow).join('\n')
  // Two blanks or a backslash at a line's end are a line break; all other line ends are blanks.
  const joined = lines.map((line, index) => {
    if (index === lines.length - 1) return line
    return / {2}$|\\$/.test(line) ? `${line.replace(/ +$|\\$/, '')}\n` : `${line} `
  })
  return renderInline(joined.join(''))
}

function renderRow(line: string): string {
  const cells = line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
  return cells.map((cell) => renderInline(cell.replaceAll(String.raw`\|`, '|')).trim()).join(' | ')
}

function renderInline(line: string): string {
  let text = line
    .replace(/!\[([^\]]*)\]\([^()\s]*(?:\s+"[^"]*")?\)/g, '$1')
    .replace(/\[([^\][]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"]*")?\)/g, '$1')
    .replace(/\[([^\][]+)\]\[[^\][]*\]/g, '$1')
    .replace(/\[\^([^\]\s]+)\]/g, '[$1]')
    .replace(/<(https?:\/\/[^\s<>]+|[^\s<>@]+@[^\s<>]+)>/g, '$1')
    .replace(inlineTag, (tag) => (/^<br/i.test(tag) ? '\n' : ''))
    .replace(/<sub>([^<]*)<\/sub>/gi, '$1')
    .replace(/(`+)(.+?)\1/g, (_, _ticks, code: string) => code.trim())
    .replace(/(?<![\\\p{L}\p{N}])(\*\*\*|\*\*|\*|___|__|_)(?=[^\s*_])([^*_\n]*?[^\s*_])\1(?![\p{L}\p{N}])/gu, '$2')
    .replace(/(?<!\\)(\*\*)(?=\S)([^*\n]*?\S)\1/g, '$2')
    .replace(/~~(?=\S)([^~\n]*?\S)~~/g, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
  for (let match = /<sup>([^<]*)<\/sup>/i.exec(text); match !== null; match = /<sup>([^<]*)<\/sup>/i.exec(text)) {
    const before = text.slice(0, match.index)
    text = before + renderSuperscript(before, match[1] ?? '') + text.slice(match.index + match[0].length)
  }
  return decodeEntities(text)
}

const namedEntities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  deg: '°',
  micro: 'µ',
  times: '×',
  minus: '−',
  plusmn: '±',
  middot: '·',
  ndash: '–',
  mdash: '—',
  le: '≤',
  ge: '≥',
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  Delta: 'Δ',
  epsilon: 'ε',
  theta: 'θ',
  kappa: 'κ',
  lambda: 'λ',
  mu: 'μ',
  pi: 'π',
  rho: 'ρ',
  sigma: 'σ',
  tau: 'τ',
  omega: 'ω',
  Omega: 'Ω',
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (entity, decimal, hexadecimal, name) => {
    if (name !== undefined) return namedEntities[name as string] ?? entity
    const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity
  })
}
