import { neutraliseControlTokens } from '#models/neutralise-control-tokens.ts'

/** A sentence as prompt and thinking show it: on one line, its control tokens harmless. Equal in both, so it can be copied. */
export function showSentence(text: string): string {
  return neutraliseControlTokens(text).text.replaceAll(/\s+/g, ' ').trim()
}
