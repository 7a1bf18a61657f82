import { addUsage, noUsage } from '#agents/add-usage.ts'
import { cleanSentence } from '#agents/clean-sentence.ts'
import { leansOnAnother } from '#agents/leans-on-another.ts'
import { plainStatement } from '#agents/plain-statement.ts'
import type { Usage } from '#core/trace.ts'
import type { ChatMessage, ChatModel } from '#models/chat-model.ts'
import { neutraliseControlTokens } from '#models/neutralise-control-tokens.ts'
import { withPrefill } from './with-prefill.ts'

/** Room for one line. Twice what a line takes: a tight limit cuts words, so a line that reaches this one is dropped. */
const tokensPerLine = 70

/** Lines of thinking that the model goes on with. */
export interface LinesToWrite {
  readonly messages: readonly ChatMessage[]
  /** The assistant turn so far, up to and with the mark of the first line, without the space after it. */
  readonly prefill: string
  /** Words that every line begins with: they make small models write a principle instead of an instruction. */
  readonly beginning: string
  readonly count: number
  /** Number of the first line where lines are numbered, else they are list items. */
  readonly firstNumber?: number
}

/**
 * Lets the model write the next lines of its thinking. The grammar forces only how lines begin and end. Lines that were
 * cut, or that speak of the task instead of the world, are dropped.
 */
export async function writeLines(
  { messages, prefill, beginning, count, firstNumber }: LinesToWrite,
  model: ChatModel,
  options: { seed: number; signal?: AbortSignal; onText?: (text: string) => void },
): Promise<{ lines: readonly string[]; usage: Usage }> {
  const request = {
    messages,
    ...(model.supports.grammar
      ? { format: { kind: 'grammar' as const, gbnf: lineGrammar(count, beginning, firstNumber) } }
      : {}),
    maxTokens: tokensPerLine * count,
    temperature: 0.1,
    seed: options.seed,
    stop: ['\n\n', '**', '<|'],
    lane: 'context' as const,
  }
  const reply = await model.stream(
    // Ends without a space: tokenizers join a space with the word after it, and a model bereft of it writes half words.
    withPrefill(request, beginning === '' ? prefill : `${prefill} ${beginning}`, model),
    options.onText ?? (() => {}),
    options.signal === undefined ? {} : { signal: options.signal },
  )
  const lines = `${beginning}${reply.text}`
    .split('\n')
    .slice(0, count)
    .map((line) => cleanSentence(neutraliseControlTokens(line.replace(/^\s*(?:\d+[.)]|[-*])\s+/, '')).text))
    .filter((line) => isWholeSentence(line) && !leansOnAnother(line))
    .map(plainStatement)
    .filter((line) => line !== undefined)
  return { lines: [...new Set(lines)], usage: addUsage(noUsage, reply.usage) }
}

function lineGrammar(count: number, beginning: string, firstNumber: number | undefined): string {
  const rest = Array.from({ length: count - 1 }, (_, index) => {
    const mark = firstNumber === undefined ? '-' : `${firstNumber + index + 1}.`
    return ` "\\n${beginning === '' ? mark : `${mark} ${beginning}`}" line`
  })
  const first = beginning === '' ? '[A-Z]' : '[a-z]'
  return `root ::= line${rest.join('')} "\\n"\nline ::= " " ${first} [^\\n*<>]+ "."`
}

function isWholeSentence(line: string): boolean {
  const isHeading = /^[\p{Lu}\s-]{4,}:/u.test(line)
  return !isHeading && /^[\p{Lu}\p{N}]/u.test(line) && /[.!]$/.test(line) && line.split(' ').length >= 5
}
