import { thinkingCategories, type Thinking, type ThinkingCategory, type ThinkingStatement } from '#core/thinking.ts'
import { emptyCategory } from './render-thinking.ts'
import { parseSentinels, type SentinelShape } from './sentinel-parser.ts'

/** A reply read as typed thinking. */
export interface ParsedThinking {
  /** How the markers stood; only `closed` is well formed. */
  readonly shape: SentinelShape
  /** Sections in the order of the text; a category met twice is two sections. Text cannot tell where it is from: every origin is `model`. */
  readonly thinking: Thinking
  /** Lines of the thinking that stand under no known category. */
  readonly unplaced: readonly string[]
  readonly answer: string
}

const heading = /^(?:#{1,6}\s*)?\*\*\s*(.+?)\s*:?\s*\*\*\s*:?\s*(.*)$|^#{1,6}\s+(.+?)\s*:?$/
const listMark = /^(?:[-*•]\s+|\(?\d{1,3}[.)]\s+)/

/** Reads a reply with a thinking block back into typed sections; the reverse of `renderThinking`. Total: never throws. */
export function parseThinking(reply: string): ParsedThinking {
  const { shape, thinking: blocks, answer } = parseSentinels(reply)
  const sections: { category: ThinkingCategory; statements: ThinkingStatement[] }[] = []
  const unplaced: string[] = []
  for (const line of blocks
    .join('\n')
    .split('\n')
    .map((line) => line.trim())) {
    if (line === '' || line === emptyCategory) continue
    const match = heading.exec(line)
    const category = match === null ? undefined : findCategory(match[1] ?? match[3] ?? '')
    const text = category === undefined ? line.replace(listMark, '').trim() : (match?.[2] ?? '')
    if (category !== undefined) sections.push({ category, statements: [] })
    if (text === '') continue
    const section = sections.at(-1)
    if (section === undefined) unplaced.push(text)
    else section.statements.push({ text, origin: 'model', chunkIds: [] })
  }
  return { shape, thinking: sections, unplaced, answer: answer.trim() }
}

/** Category names are matched without regard to case, plural or punctuation, since models vary them. */
function findCategory(name: string): ThinkingCategory | undefined {
  const key = keyOf(name)
  return thinkingCategories.find((category) => keyOf(category) === key)
}

function keyOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z ]/g, '')
    .split(/\s+/)
    .map((word) => word.replace(/(?<=[^s])s$/, ''))
    .join(' ')
    .trim()
}
