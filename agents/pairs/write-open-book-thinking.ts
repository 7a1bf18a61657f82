import { showSentence } from '#agents/tasks/graph-path/show-sentence.ts'
import { sentinels } from '#agents/think/sentinel-parser.ts'
import type { Task } from '#core/task.ts'

/**
 * Thinking over an open book: the topic, then each sentence of the path in full behind its number. A small policy learns
 * this layout from few pairs; clipped quotes and lists between commas drive it into loops.
 */
export function writeOpenBookThinking({ path = [], shape, book = [] }: Pick<Task, 'path' | 'shape' | 'book'>): string {
  const lines = path.map(({ evidence }, step) => {
    const number = book.findIndex((each) => each.step === step) + 1
    return `Evidence: [${number}] ${showSentence(evidence.text)}`
  })
  return [
    sentinels.thinking.open,
    `Topic: ${shape === 'comparison' ? path[0]?.object : path[0]?.subject}`,
    ...lines,
    sentinels.thinking.close,
  ].join('\n')
}
