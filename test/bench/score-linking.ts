import type { TextSpan } from '#core/pair.ts'
import { splitSentences } from '#core/split-sentences.ts'
import { chooseProperty } from '#ingest/extract/choose-property.ts'
import type { Paper } from './extraction.ts'
import { score, type Score } from './score-spans.ts'

/**
 * How well the product's own rule says which property a value belongs to, where the annotated properties, values and units
 * are given: every value of every sentence is asked for, also those that belong to no property.
 */
export function scoreLinking(papers: readonly Paper[]): Score & { readonly found: number; readonly gold: number } {
  const total = { right: 0, found: 0, gold: 0 }
  for (const { text, entities, relations = [] } of papers) {
    const typeOf = new Map(entities.map(({ id, type }) => [id, type]))
    const gold = new Set(
      relations
        .filter(
          ({ type, from, to }) =>
            type === 'propertyValue' && typeOf.get(from) === 'PROPERTY' && typeOf.get(to) === 'VALUE',
        )
        .map(({ from, to }) => `${from} ${to}`),
    )
    total.gold += gold.size
    const spansOf = (type: string, within: TextSpan): (TextSpan & { id: string; name: string })[] =>
      entities
        .filter((entity) => entity.type === type && entity.begin >= within.start && entity.end <= within.end)
        .map(({ id, begin, end }) => ({ id, start: begin, end, name: text.slice(begin, end).toLowerCase() }))
        .sort((one, other) => one.start - other.start || one.end - other.end)
    for (const within of splitSentences(text)) {
      const units = spansOf('UNIT', within)
      const properties = spansOf('PROPERTY', within)
      // The product reads no value inside another.
      const all = spansOf('VALUE', within)
      const outer = all.filter(
        (value) => !all.some((other) => other.id !== value.id && other.start <= value.start && value.end <= other.end),
      )
      for (const value of outer) {
        const unit = units.findLast(({ start, end: last }) => start >= value.start && last <= value.end)
        const unitText = unit === undefined ? '' : text.slice(unit.start, unit.end)
        const property = chooseProperty(text, { start: value.start, end: value.end, unit: unitText }, properties)
        if (property === undefined) continue
        total.found++
        if (gold.has(`${property.id} ${value.id}`)) total.right++
      }
    }
  }
  const { right, found, gold } = total
  return { ...score(right / found, right / gold), found, gold }
}
