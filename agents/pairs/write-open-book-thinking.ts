import { showSentence } from '#agents/tasks/graph-path/show-sentence.ts'
import { sentinels } from '#agents/think/sentinel-parser.ts'
import type { Task } from '#core/task.ts'
import { nameTopic } from './name-topic.ts'

/**
 * Thinking over an open book: the topic, then what each step of the path quotes, word for word. A small policy finds a
 * sentence by going on from the words of the topic; where it first has to name the number of the sentence it guesses
 * (docs/decisions/0014), so no number stands here: code finds the place of a quote.
 */
export function writeOpenBookThinking(task: Pick<Task, 'path' | 'shape'>): string {
  return writeQuotes(
    nameTopic(task),
    (task.path ?? []).map(({ evidence }) => showSentence(evidence.text)),
  )
}

/** The same layout for any topic and quotes. */
export function writeQuotes(topic: string, quotes: readonly string[]): string {
  const { open, close } = sentinels.thinking
  return [open, `Topic: ${topic}`, ...quotes.map((quote) => `Evidence: ${quote}`), close].join('\n')
}
