import { escapeRegExp } from '#core/escape-reg-exp.ts'
import { html, type Html } from '#agents/report/html.ts'

/** A text with a sentence marked in it, whatever its line breaks; undefined when the sentence does not stand there. */
export function markSentence(text: string, sentence: string): Html | undefined {
  const words = sentence.trim().split(/\s+/)
  if (words[0] === '') return undefined
  const pattern = words.map(escapeRegExp).join('\\s+')
  const match = new RegExp(pattern).exec(text)
  if (match === null) return undefined
  const end = match.index + match[0].length
  return html`${text.slice(0, match.index)}<mark>${match[0]}</mark>${text.slice(end)}`
}
