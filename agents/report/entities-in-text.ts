import { escapeRegExp } from '#core/escape-reg-exp.ts'
import type { Entity } from '#core/knowledge.ts'

/**
 * The entities whose names stand in a text, in the order they appear. A name inside a longer name does not count: in
 * "aragonite platelets" stands `aragonite platelet`, not `aragonite`. Names with capitals are held to their case (TiN is
 * not tin); a plural ending is allowed.
 */
export function entitiesInText(entities: readonly Entity[], text: string): Entity[] {
  let rest = text
  const found: { entity: Entity; at: number }[] = []
  for (const entity of [...entities].sort((a, b) => b.name.length - a.name.length || (a.id < b.id ? -1 : 1))) {
    if (entity.name === '') continue
    const flags = entity.name === entity.name.toLowerCase() ? 'giu' : 'gu'
    const name = entity.name.split(/[\s-]+/).map(escapeRegExp)
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${name.join('[\\s-]+')}(?:e?s)?(?![\\p{L}\\p{N}])`, flags)
    const at = rest.search(pattern)
    if (at === -1) continue
    found.push({ entity, at })
    rest = rest.replace(pattern, (match) => '\u0000'.repeat(match.length))
  }
  return found.sort((a, b) => a.at - b.at).map(({ entity }) => entity)
}
