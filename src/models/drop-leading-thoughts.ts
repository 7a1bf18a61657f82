/** Takes a reply as it streams and lets through what comes after the reasoning. */
export interface ThoughtFilter {
  push(text: string): string
  /** What was held back and turned out to be no reasoning; call it once, at the end. */
  flush(): string
}

const openings = ['<think>', '<thinking>', '<reasoning>']

/**
 * Leaves out a block of reasoning that some models write before their reply, as `<think>…</think>` in the text itself
 * where their server has no field for it. Only at the very beginning: later on the tags belong to the reply. Reasoning
 * that never ends gives no text.
 */
export function createThoughtFilter(): ThoughtFilter {
  let held = ''
  let state: 'beginning' | 'reasoning' | 'after' | 'reply' = 'beginning'
  let closing = ''

  return {
    push(text) {
      if (state === 'reply') return text
      held += text
      if (state === 'beginning') {
        const start = held.trimStart()
        const opening = openings.find((tag) => start.startsWith(tag))
        if (opening === undefined) {
          if (openings.some((tag) => tag.startsWith(start))) return ''
          state = 'reply'
          return held
        }
        state = 'reasoning'
        closing = opening.replace('<', '</')
        held = start.slice(opening.length)
      }
      if (state === 'reasoning') {
        const end = held.indexOf(closing)
        if (end < 0) {
          // Only what may be the beginning of the closing tag has to be kept.
          held = held.slice(-closing.length)
          return ''
        }
        state = 'after'
        held = held.slice(end + closing.length)
      }
      const reply = held.trimStart()
      held = ''
      if (reply !== '') state = 'reply'
      return reply
    },
    flush: () => (state === 'beginning' ? held : ''),
  }
}
