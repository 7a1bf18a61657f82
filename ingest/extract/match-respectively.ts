import type { TextSpan } from '#core/pair.ts'
import type { EntityDraft, MentionDraft } from './find-mentions.ts'

const listed = /^(?:\s\([^()]{1,20}\))?(?:,|,?\s(?:and|or))\s(?:(?:for|of|in|the)\s){0,2}$/

/**
 * The materials of values that a sentence tells one by one (`PEEK and PPS melt at 343 °C and 280 °C, respectively`): the first
 * value is of the first material, and so on, where as many materials as values stand in a list.
 */
export function matchRespectively(
  text: string,
  sentence: TextSpan,
  values: readonly TextSpan[],
  mentions: readonly MentionDraft[],
): ReadonlyMap<TextSpan, EntityDraft> {
  const found = new Map<TextSpan, EntityDraft>()
  if (!/\brespectively\b/.test(text.slice(sentence.start, sentence.end))) return found
  const materials = mentions.filter(
    ({ entity, start }) => entity.type === 'Material' && !/\s\($/.test(text.slice(0, start)),
  )
  const lists = listsOf(text, materials)
  for (const row of listsOf(text, values)) {
    const first = row[0]?.start ?? 0
    const fitting = lists.filter((list) => list.length === row.length)
    const list = fitting.findLast((each) => (each.at(-1)?.end ?? 0) <= first) ?? fitting[0]
    for (const [index, value] of row.entries()) {
      const material = list?.[index]
      if (material !== undefined) found.set(value, material.entity)
    }
  }
  return found
}

/** Two or more that stand in a list. */
function listsOf<T extends TextSpan>(text: string, spans: readonly T[]): T[][] {
  const lists: T[][] = []
  for (const span of spans) {
    const last = lists.at(-1)?.at(-1)
    if (last !== undefined && listed.test(text.slice(last.end, span.start))) lists.at(-1)?.push(span)
    else lists.push([span])
  }
  return lists.filter(({ length }) => length > 1)
}
