/** Lets text through until a stop text begins, even when the stop text comes in several pieces. */
export interface StopTextFilter {
  /** Text that is now certain to come before any stop text. */
  push(text: string): string
  /** What was held back because it might have become a stop text; call it once, at the end. */
  flush(): string
  /** True once a stop text was met; nothing comes through after it. */
  readonly hasStopped: boolean
}

/** Cuts a stream of text before the first of `stops`; of two that begin at the same place it does not matter which. */
export function createStopTextFilter(stops: readonly string[]): StopTextFilter {
  const wanted = stops.filter((stop) => stop !== '')
  let held = ''
  let hasStopped = false

  return {
    push(text) {
      if (hasStopped) return ''
      held += text
      const found = wanted.map((stop) => held.indexOf(stop)).filter((index) => index >= 0)
      if (found.length > 0) {
        hasStopped = true
        const before = held.slice(0, Math.min(...found))
        held = ''
        return before
      }
      const certain = held.length - longestBeginning(held, wanted)
      const out = held.slice(0, certain)
      held = held.slice(certain)
      return out
    },
    flush() {
      const rest = held
      held = ''
      return rest
    },
    get hasStopped() {
      return hasStopped
    },
  }
}

/** Length of the longest end of `text` with which one of the stop texts begins. */
function longestBeginning(text: string, stops: readonly string[]): number {
  let longest = 0
  for (const stop of stops) {
    for (let length = Math.min(stop.length - 1, text.length); length > longest; length--) {
      if (text.endsWith(stop.slice(0, length))) longest = length
    }
  }
  return longest
}
