import type { Quantity } from '#core/knowledge.ts'

/** A row of the table of quantities. */
export interface QuantityRow extends Omit<Quantity, 'si'> {
  readonly siMinimum?: number
  readonly siMaximum?: number
  readonly siUnit?: string
}

export const quantityColumns =
  'id, chunk_id AS chunkId, start_offset AS start, end_offset AS "end", text, minimum, maximum, unit, ' +
  'si_minimum AS siMinimum, si_maximum AS siMaximum, si_unit AS siUnit, property, material_id AS materialId, condition'

/** A row as a quantity of the domain. */
export function toQuantity({ siMinimum, siMaximum, siUnit, ...quantity }: QuantityRow): Quantity {
  if (siMinimum === undefined || siMaximum === undefined || siUnit === undefined) return quantity
  return { ...quantity, si: { minimum: siMinimum, maximum: siMaximum, unit: siUnit } }
}
