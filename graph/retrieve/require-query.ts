import { NacreError } from '#core/errors.ts'

/** Refuses (`invalid-input`) a query without words. */
export function requireQuery(query: string): void {
  if (query.trim() === '') throw new NacreError('invalid-input', 'Expected words to search for, got an empty query.')
}
