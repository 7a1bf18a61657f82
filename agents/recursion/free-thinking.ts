import { parseThinking } from '#agents/think/parse-thinking.ts'
import { sentinels } from '#agents/think/sentinel-parser.ts'
import type { Thinking } from '#core/thinking.ts'

/** What a model thought in its own way as typed parts: lines under no category are reasoning steps. */
export function freeThinking(text: string): Thinking {
  const { thinking, unplaced } = parseThinking(`${sentinels.thinking.open}\n${text}\n${sentinels.thinking.close}`)
  if (unplaced.length === 0) return thinking
  const steps = unplaced.map((line) => ({ text: line, origin: 'model' as const, chunkIds: [] }))
  return [{ category: 'Reasoning Steps', statements: steps }, ...thinking]
}
