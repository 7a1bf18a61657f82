import { thinkingCategories, type Thinking, type ThinkingCategory, type ThinkingStatement } from '#core/thinking.ts'
import type { Usage } from '#core/trace.ts'
import type { ChatMessage, ChatModel } from '#models/chat-model.ts'
import { addUsage, noUsage } from './add-usage.ts'
import { inPlace } from './think/in-place.ts'
import { emptyCategory, renderSections } from './think/render-thinking.ts'
import { sentinels } from './think/sentinel-parser.ts'
import { writeLines } from './think/write-lines.ts'
import { unknownWords, wordCoverage } from './verify/content-words.ts'
import { unstatedNumbers } from './verify/numbers-in-text.ts'

/** The lines that the model writes. Reasoning steps are for the critic to check; the others stay marked as the model's own. */
const written = [
  { category: 'Reasoning Steps', count: 2, beginning: '', origin: 'evidence' },
  { category: 'Design Principles', count: 1, beginning: 'To', origin: 'model' },
  { category: 'Hypothesis', count: 1, beginning: 'If', origin: 'model' },
] as const satisfies readonly {
  category: ThinkingCategory
  count: number
  beginning: string
  origin: ThinkingStatement['origin']
}[]

/** With fewer there is no reasoning to speak of. */
const fewestSteps = 2

/**
 * The first thinking on a question. Code has composed what comes from the graph and the corpus, and the first reasoning
 * step; the model goes on with further steps, a design principle and a hypothesis, each as a continuation of the block as
 * it stands so far.
 */
export async function think(
  messages: readonly ChatMessage[],
  composed: Thinking,
  reasoner: ChatModel,
  options: {
    seed: number
    /** Copied from the evidence, for the case that nothing the model writes is of use. */
    spareSteps: readonly ThinkingStatement[]
    signal?: AbortSignal
    onText?: (text: string) => void
  },
): Promise<{ thinking: Thinking; usage: Usage }> {
  let thinking = composed
  let usage = noUsage
  for (const { category, count, beginning, origin } of written) {
    const given = thinking.find((section) => section.category === category)?.statements ?? []
    const firstNumber = category === 'Reasoning Steps' ? given.length + 1 : undefined
    const mark = firstNumber === undefined ? '-' : `${firstNumber}.`
    const prefill = `${blockUpTo(category, thinking)}${mark}`
    const lines = { messages, prefill, beginning, count, ...(firstNumber === undefined ? {} : { firstNumber }) }
    const reply = await writeLines(lines, reasoner, options)
    const known = thinking.flatMap(({ statements }) => statements.map(({ text }) => text))
    const statements = reply.lines
      .filter((line) => !known.some((text) => wordCoverage(lastClause(line), text) >= 0.9))
      .filter((line) => origin === 'evidence' || staysNear(line, [...known, ...messages.map(({ content }) => content)]))
      .map((text): ThinkingStatement => ({ text, origin, chunkIds: [] }))
    const spare =
      category === 'Reasoning Steps' && given.length + statements.length < fewestSteps ? options.spareSteps : []
    thinking = inPlace(thinking, { category, statements: [...given, ...statements, ...spare] })
    usage = addUsage(usage, reply.usage)
  }
  return { thinking, usage }
}

/** What a line comes to: "If A, then B" says nothing new where B was said. */
function lastClause(line: string): string {
  return /^(?:If|To)\b/.test(line) ? line.slice(line.indexOf(',') + 1) : line
}

/** Whether the model's own idea is made of what is known: no number of its own, and at most one word. */
function staysNear(line: string, known: readonly string[]): boolean {
  return unstatedNumbers(line, known).length === 0 && unknownWords(line, known).length <= 1
}

/** The rendered block up to the end of what a category holds so far. */
function blockUpTo(category: ThinkingCategory, thinking: Thinking): string {
  const before = thinkingCategories.slice(0, thinkingCategories.indexOf(category) + 1)
  const text = renderSections(thinking.filter(({ category: one }) => before.includes(one)))
  const heading = `**${category}**\n`
  const start = text.indexOf(heading) + heading.length
  const lines = (text.slice(start).split('\n\n')[0] ?? '').replace(emptyCategory, '')
  return `${sentinels.thinking.open}\n${text.slice(0, start)}${lines}${lines === '' ? '' : '\n'}`
}
