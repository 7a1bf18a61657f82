import { findDenial } from './find-denial.ts'
import { isOpposite } from './find-opposite.ts'
import { isReversed } from './find-reversal.ts'

/**
 * How a claim contradicts a text in a way that code can tell, in words for a person: a negation, cause and effect turned
 * round, the opposite direction. Undefined where code finds none, which does not mean that there is none.
 */
export function findContradiction(claim: string, text: string): string | undefined {
  const denied = findDenial(claim, text)
  if (denied !== undefined) return `one of the two denies “${denied}”`
  if (isReversed(claim, text)) return 'the evidence says it the other way round'
  return isOpposite(claim, text) ? 'the evidence says the opposite' : undefined
}
