import { plainStatement } from '#agents/plain-statement.ts'
import { splitSentences } from '#core/split-sentences.ts'
import { neutraliseControlTokens } from '#models/neutralise-control-tokens.ts'

const mostSentences = 4

/**
 * A reply as plain prose of at most four whole sentences: headings, list marks, bold and a leading `Answer:` are taken
 * away, so is talk of the evidence; a last sentence that was cut is dropped, a sentence said twice is said once.
 */
export function tidyAnswer(reply: string, options: { isCut: boolean }): string {
  const prose = neutraliseControlTokens(reply)
    .text.replace(/^\s*(?:\*\*)?(?:final )?answer:?(?:\*\*)?:?\s*/i, '')
    .split('\n')
    .map((line) =>
      line
        .replace(/^\s*(?:#{1,6}\s+|[-*•]\s+|\d{1,2}[.)]\s+)/, '')
        .replaceAll('**', '')
        .trim(),
    )
    .filter((line) => line !== '')
    .join(' ')
  const sentences = splitSentences(prose).map(({ start, end }) => prose.slice(start, end))
  const whole = options.isCut && !/[.!?]["”)]?$/.test(sentences.at(-1) ?? '') ? sentences.slice(0, -1) : sentences
  const statements = whole.map(plainStatement).filter((sentence) => sentence !== undefined)
  return [...new Set(statements)].slice(0, mostSentences).join(' ')
}
