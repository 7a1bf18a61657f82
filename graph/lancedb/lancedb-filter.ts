/** The columns that a filter may name. */
export type FilterColumn = 'id' | 'document_id'

/**
 * A filter `column IN ('…', …)` for LanceDB's `where`, which takes no bind parameters: the one place where values become
 * part of a query. Quotes are doubled; inside quotes its SQL (DataFusion) knows no other special character.
 */
export function whereIn(column: FilterColumn, values: readonly string[]): string {
  if (values.length === 0) return 'false'
  return `${column} IN (${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')})`
}
