import type { Document } from '#core/document.ts'
import type { Entity, Mention } from '#core/knowledge.ts'
import type { Definition } from './decide-merges.ts'
import { isFormula } from './is-formula.ts'
import { joinKey } from './join-key.ts'
import { knownNames } from './known-names.ts'
import { normalForm } from './normal-form.ts'

/** Capitals, digits, perhaps a lower case letter between them: `SOFC`, `PLLA`, `rGO`, `MAPbI3`. */
const shortForm = /^[A-Za-z][A-Za-z0-9+/-]{1,9}$/

/**
 * The short forms that a document defines, as its mentions tell: one stands in brackets behind (or before brackets around)
 * the name whose entity it means. Names that hold such a short form (`SOFC cathode`) are defined with it. What is a formula
 * or a name known otherwise (`CO`, `XRD`) is never defined, so no document can turn carbon monoxide into crack opening.
 */
export function findDefinitions(
  document: Pick<Document, 'id' | 'text'>,
  mentions: readonly Mention[],
  entities: readonly Entity[],
): Definition[] {
  const byId = new Map(entities.map((entity) => [entity.id, entity]))
  const inOrder = mentions.toSorted((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1))
  const ends: Ends = {
    first: new Set(mentions.map(({ entityId, start }) => `${entityId} ${start}`)),
    last: new Set(mentions.map(({ entityId, end }) => `${entityId} ${end}`)),
  }
  const places = new Map<string, Mention>()
  for (const mention of inOrder) {
    const short = singular(mention.text)
    if (!places.has(short) && isShortForm(short) && isDefined(mention, document.text, ends)) places.set(short, mention)
  }
  const found = new Map<string, Definition>()
  if (places.size === 0) return []
  for (const mention of inOrder) {
    const entity = byId.get(mention.entityId)
    const place = placeIn(mention.text, places)
    if (entity === undefined || place === undefined) continue
    const shortKey = joinKey({ key: normalForm(mention.text).key, type: entity.type })
    if (shortKey === joinKey(entity) || found.has(`${shortKey} ${entity.id}`)) continue
    const { chunkId, start, end } = place
    found.set(`${shortKey} ${entity.id}`, {
      shortKey,
      entityId: entity.id,
      documentId: document.id,
      chunkId,
      start,
      end,
    })
  }
  return [...found.values()]
}

/** Whether the same entity is named right before the brackets around the short form, or in brackets right behind it. */
function isDefined({ start, end, entityId }: Mention, text: string, ends: Ends): boolean {
  const before = /\s?[([]$/.exec(text.slice(Math.max(0, start - 2), start))
  if (before !== null && /^[)\],;]/.test(text.slice(end, end + 1)))
    return ends.last.has(`${entityId} ${start - before[0].length}`)
  const after = /^\s?\(/.exec(text.slice(end, end + 2))
  return after !== null && ends.first.has(`${entityId} ${end + after[0].length}`)
}

/** Where mentions begin and end, with their entities. */
interface Ends {
  readonly first: ReadonlySet<string>
  readonly last: ReadonlySet<string>
}

function isShortForm(short: string): boolean {
  return shortForm.test(short) && /\p{Lu}.*\p{Lu}/u.test(short) && !knownNames.has(short) && !isFormula(short)
}

function placeIn(text: string, places: ReadonlyMap<string, Mention>): Mention | undefined {
  for (const word of text.split(/[\s-]+/)) {
    const place = places.get(singular(word))
    if (place !== undefined) return place
  }
  return places.get(singular(text))
}

function singular(word: string): string {
  return /^[A-Z]{2,}s$/.test(word) ? word.slice(0, -1) : word
}
