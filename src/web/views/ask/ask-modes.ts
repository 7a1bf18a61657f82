/** Ways to come to an answer, in the words of the page. */
export const askModes = [
  { value: 'recursive', label: 'Think, check and think again' },
  { value: 'thinking', label: 'Think once' },
  { value: 'direct', label: 'Answer at once' },
] as const

export type AskMode = (typeof askModes)[number]['value']

/** A mode in the words of the page; those that only other doors know by their own name. */
export function nameOfMode(mode: string): string {
  return askModes.find(({ value }) => value === mode)?.label ?? mode
}
