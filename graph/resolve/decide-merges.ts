import { makeId } from '#core/id.ts'
import type { Entity, MergeReason } from '#core/knowledge.ts'
import { reasonOf } from './reason-of.ts'
import { squeezeName } from './squeeze-name.ts'

/** An entity with what it shares with other names of the same thing. */
export interface KeyedEntity extends Entity {
  readonly joinKey: string
}

/** A document says that a short form stands for an entity. */
export interface Definition {
  /** Join key of the short form. */
  readonly shortKey: string
  readonly entityId: string
  readonly documentId: string
  readonly chunkId: string
  /** The place of the short form: offsets into the document's text. */
  readonly start: number
  readonly end: number
}

export interface DecidedMerge {
  readonly id: string
  readonly fromId: string
  readonly intoId: string
  readonly reason: MergeReason
  /** The definition that an abbreviation rests on. */
  readonly definition?: Definition
}

/** Shorter short forms mean too much: they need a second document that says the same. */
const lettersOfOneDocument = 3

/**
 * Which entities are one. A function of its arguments alone, whatever their order, so merges never depend on the order in
 * which documents came or went. Of a type, entities with equal join keys are one; a concept is one with the only thing of a
 * proper type that has its join key; a short form is one with what all documents that define it say it stands for, where
 * the types agree. What `isUndone` names stays apart. The merges of an entity depend only on those it is connected with by
 * join keys and definitions.
 */
export function decideMerges(
  entities: readonly KeyedEntity[],
  definitions: readonly Definition[],
  isUndone: (mergeId: string) => boolean,
): DecidedMerge[] {
  const merges = new Map<string, DecidedMerge>()
  const groups = groupBy(entities, ({ joinKey, type }) => `${type} ${joinKey}`)
  const sameKey = groupBy([...groups.values()], ([first]) => first.joinKey)
  for (const alike of sameKey.values()) {
    const typed = alike.filter(([first]) => first.type !== 'Concept')
    const joined = typed.length === 1 ? [alike.flat()] : alike
    for (const group of joined) mergeGroup(group)
  }
  const intoOf = (id: string): string => merges.get(id)?.intoId ?? id
  const byId = new Map(entities.map((entity) => [entity.id, entity]))
  const redirects: DecidedMerge[] = []
  for (const [shortKey, said] of groupBy(definitions, (definition) => definition.shortKey)) {
    const targets = new Set(said.map(({ entityId }) => intoOf(entityId)))
    const target = targets.size === 1 ? byId.get(intoOf(said[0].entityId)) : undefined
    const documents = new Set(said.map(({ documentId }) => documentId))
    if (target === undefined || (shortKey.length < lettersOfOneDocument && documents.size < 2)) continue
    const [definition] = said.toSorted((a, b) => compare(a.chunkId, b.chunkId) || a.start - b.start)
    for (const from of (sameKey.get(shortKey) ?? []).flat(2)) {
      const isFitting = from.id !== target.id && (from.type === target.type || from.type === 'Concept')
      const id = mergeId(from, target)
      if (!isFitting || definition === undefined || isUndone(id)) continue
      redirects.push({ id, fromId: from.id, intoId: target.id, reason: 'abbreviation', definition })
    }
  }
  for (const redirect of redirects) merges.set(redirect.fromId, redirect)
  return [...merges.values()].map((merge) => follow(merge, merges)).filter((merge) => merge !== undefined)

  function mergeGroup(group: readonly KeyedEntity[]): void {
    const type = group.find((entity) => entity.type !== 'Concept')?.type ?? 'Concept'
    const isApart = (entity: KeyedEntity): boolean => isUndone(mergeId(entity, { type, joinKey: entity.joinKey }))
    const [into, ...others] = group.filter((entity) => !isApart(entity)).toSorted(byRank)
    for (const from of others) {
      if (into === undefined) continue
      const id = mergeId(from, { type, joinKey: from.joinKey })
      merges.set(from.id, { id, fromId: from.id, intoId: into.id, reason: reasonOf(from.key, into.key) })
    }
  }
}

function mergeId(from: Entity, into: Pick<KeyedEntity, 'type' | 'joinKey'>): string {
  return makeId('merge', from.id, into.type, into.joinKey)
}

/** Things of a proper type before concepts, names before formulas and acronyms, then by key. */
function byRank(a: KeyedEntity, b: KeyedEntity): number {
  const rank = ({ type, key, joinKey }: KeyedEntity): number =>
    (type === 'Concept' ? 2 : 0) + (squeezeName(key) === joinKey ? 0 : 1)
  return rank(a) - rank(b) || compare(a.key, b.key)
}

/** A merge into something that is merged itself goes where that goes; where short forms define each other in a circle, nobody goes. */
function follow(merge: DecidedMerge, merges: ReadonlyMap<string, DecidedMerge>): DecidedMerge | undefined {
  const seen = new Set([merge.fromId])
  let intoId = merge.intoId
  for (let next = merges.get(intoId); next !== undefined; next = merges.get(intoId)) {
    if (seen.has(intoId)) return undefined
    seen.add(intoId)
    intoId = next.intoId
  }
  return seen.has(intoId) ? undefined : { ...merge, intoId }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, [T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}
