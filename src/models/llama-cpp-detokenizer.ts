import type { LlamaModel, Token } from 'node-llama-cpp'

/** Tokens to text, as they come. */
export interface Detokenizer {
  /** The text that is complete with this token; empty while a character is still in parts. */
  push(token: Token): string
  /** What is left at the end, with U+FFFD for a character that was never completed. */
  flush(): string
}

/** A character may be spread over as many tokens as it has bytes in UTF-8. */
const mostTokensOfOneCharacter = 4
const contextTokens = 8

/** The text that goes on from `before`, the last tokens of the prompt. Control tokens give no text. */
export function createDetokenizer(model: LlamaModel, before: readonly Token[]): Detokenizer {
  let last = before.slice(-contextTokens)
  let waiting: Token[] = []

  function take(): string {
    const text = model.detokenize(waiting, false, last)
    last = [...last, ...waiting].slice(-contextTokens)
    waiting = []
    return text
  }

  return {
    push(token) {
      waiting.push(token)
      const isIncomplete = model.detokenize(waiting, false, last).endsWith('\ufffd')
      return isIncomplete && waiting.length < mostTokensOfOneCharacter ? '' : take()
    },
    flush: () => (waiting.length === 0 ? '' : take()),
  }
}
