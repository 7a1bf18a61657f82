import { renderSections } from '#agents/think/render-thinking.ts'
import type { ReasonEvent } from '#agents/reason.ts'

/** Thinking and reflections of each round as text, while they come about. */
export function tellReasoning(onText: (text: string) => void): (event: ReasonEvent) => void {
  return (event) => {
    if (event.event === 'thinking.done')
      onText(`Round ${event.round + 1}: thinking\n\n${renderSections(event.thinking)}\n\n`)
    else if (event.event === 'reflection.delta') onText(`Round ${event.round + 1}: reflection\n\n${event.text}\n\n`)
  }
}
