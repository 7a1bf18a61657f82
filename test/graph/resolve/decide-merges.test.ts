import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeId } from '#core/id.ts'
import type { EntityType } from '#core/knowledge.ts'
import { decideMerges, type Definition, type KeyedEntity } from '#graph/resolve/decide-merges.ts'
import { joinKey } from '#graph/resolve/join-key.ts'
import { normalForm } from '#graph/resolve/normal-form.ts'

const entity = (printed: string, type: EntityType = 'Material'): KeyedEntity => {
  const { key, name } = normalForm(printed)
  return { id: makeId('entity', type, key), type, key, name, joinKey: joinKey({ key, type }) }
}
const define = (short: string, long: KeyedEntity, document = 'one'): Definition => ({
  shortKey: entity(short, long.type).joinKey,
  entityId: long.id,
  documentId: `doc_${document}`,
  chunkId: `chunk_${document}`,
  start: 0,
  end: short.length,
})
const never = (): boolean => false
/** `Al2O3 = alumina: formula`, sorted. */
const told = (
  entities: readonly KeyedEntity[],
  definitions: readonly Definition[] = [],
  isUndone = never,
): string[] => {
  const byId = new Map(entities.map((each) => [each.id, each]))
  const name = (id: string): string => `${byId.get(id)?.name} (${byId.get(id)?.type})`
  const merges = decideMerges(entities, definitions, isUndone)
  return merges.map(({ fromId, intoId, reason }) => `${name(fromId)} = ${name(intoId)}: ${reason}`).sort()
}

describe('which entities are one', () => {
  it('names before formulas, and the same whatever comes first', () => {
    const names = ['Al2O3', 'aluminium oxide', 'alumina'].map((printed) => entity(printed))
    const expected = [
      'Al2O3 (Material) = alumina (Material): formula',
      'aluminium oxide (Material) = alumina (Material): synonym',
    ]
    expect(told(names)).toEqual(expected)
    expect(told(names.toReversed())).toEqual(expected)
  })

  it('a concept is the one thing of a proper type that is called so, but not one of two', () => {
    const concept = entity('perovskite', 'Concept')
    expect(told([concept, entity('perovskite')])).toEqual(['perovskite (Concept) = perovskite (Material): exact'])
    expect(told([concept, entity('perovskite'), entity('perovskite', 'Structure')])).toEqual([])
    expect(told([entity('perovskite'), entity('perovskite', 'Structure')])).toEqual([])
  })

  it('a short form that documents define in one way', () => {
    const [short, long] = [entity('PLLA'), entity('poly(L-lactic acid)')]
    expect(told([short, long], [define('PLLA', long), define('PLLA', long, 'two')])).toEqual([
      'PLLA (Material) = poly(L-lactic acid) (Material): abbreviation',
    ])
    const other = entity('phenyl lactone')
    expect(told([short, long, other], [define('PLLA', long), define('PLLA', other, 'two')])).toEqual([])
  })

  it('a short form of another type is another thing', () => {
    const long = entity('solid oxide fuel cell', 'Application')
    expect(told([entity('SOFC', 'Concept'), long], [define('SOFC', long)])).toHaveLength(1)
    expect(told([entity('SOFC', 'Property'), long], [define('SOFC', long)])).toEqual([])
  })

  it('two letters only when two documents say the same', () => {
    const [short, long] = [entity('PE'), entity('polyethylene')]
    expect(told([short, long], [define('PE', long), define('PE', long)])).toEqual([])
    expect(told([short, long], [define('PE', long), define('PE', long, 'two')])).toHaveLength(1)
  })

  it('a chain goes to its end, a circle nowhere', () => {
    const [one, two, three] = ['ABCD', 'EFGH', 'IJKL'].map((printed) => entity(printed)) as [
      KeyedEntity,
      KeyedEntity,
      KeyedEntity,
    ]
    expect(told([one, two, three], [define('ABCD', two), define('EFGH', three)])).toEqual([
      'ABCD (Material) = IJKL (Material): abbreviation',
      'EFGH (Material) = IJKL (Material): abbreviation',
    ])
    expect(told([one, two], [define('ABCD', two), define('EFGH', one)])).toEqual([])
  })

  it('never depends on the order of what it is given, and never joins what is already joined on', () => {
    const entities = ['ABC', 'abc oxide', 'Al2O3', 'alumina', 'super alloy', 'superalloy', 'DEF', 'GHI'].flatMap(
      (printed) => (['Material', 'Concept', 'Structure'] as const).map((type) => entity(printed, type)),
    )
    const definition = fc
      .record({
        short: fc.constantFrom('ABC', 'DEF', 'GHI', 'XY'),
        long: fc.constantFrom(...entities),
        document: fc.constantFrom('one', 'two'),
      })
      .map(({ short, long, document }) => define(short, long, document))
    const law = fc.property(
      fc
        .subarray(entities)
        .chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length }))),
      fc.array(definition, { maxLength: 5 }),
      ([some, shuffled], all) => {
        const definitions = all.filter(({ entityId }) => some.some(({ id }) => id === entityId))
        expect(told(shuffled, definitions.toReversed())).toEqual(told(some, definitions))
        const merges = decideMerges(some, definitions, never)
        const from = new Set(merges.map(({ fromId }) => fromId))
        expect(from.size).toBe(merges.length)
        for (const { intoId } of merges) expect(from.has(intoId)).toBe(false)
      },
    )
    fc.assert(law, { numRuns: 500, seed: 20_261_125 })
  })

  it('what is undone stays apart, alone', () => {
    const names = ['Al2O3', 'aluminium oxide', 'alumina'].map((printed) => entity(printed))
    const undone = decideMerges(names, [], never).find(({ fromId }) => fromId === names[0]!.id)!.id
    const isUndone = (id: string): boolean => id === undone
    expect(decideMerges(names, [], isUndone).map(({ fromId }) => fromId)).toEqual([names[1]!.id])
  })
})
