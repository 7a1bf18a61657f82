import { nameOfMode } from './ask-modes.ts'

/** What tells the parts of one of two answers from those of the other, for who hears their names. */
export function suffixOf({ mode }: { readonly mode: string }, order: 2 | 3): string {
  return order === 3 ? `, ${nameOfMode(mode).toLowerCase()}` : ''
}
