import { describe, expect, it } from 'vitest'
import { walkNeighbours } from '#graph/walk-neighbours.ts'
import { openKnowledge } from '#test/open-knowledge.ts'
import { entityNamed, writeKnowledge } from '#test/write-knowledge.ts'

const chain = writeKnowledge('chain', [
  '*alumina* lies beside *zirconia*.',
  '*zirconia* lies beside *nylon*.',
  '*nylon* lies beside *gold*.',
  '*gold* lies beside *alumina*.',
])
const start = entityNamed('alumina')

describe('walkNeighbours', () => {
  const walk = async (options: Partial<Parameters<typeof walkNeighbours>[1]>) => {
    const { graph } = await openKnowledge([chain])
    const found = await walkNeighbours(start, { depth: 1, limit: 50, ...options }, graph)
    return found.map(({ depth, from, entity }) => `${depth} ${from.name} ${entity.name}`).sort()
  }

  it('goes as many steps as asked and tells each thing once, by its shortest way', async () => {
    expect(await walk({})).toEqual(['1 alumina gold', '1 alumina zirconia'])
    const far = await walk({ depth: 9 })
    expect(far.slice(0, 2)).toEqual(['1 alumina gold', '1 alumina zirconia'])
    expect(far).toHaveLength(3)
    expect(far[2]).toMatch(/^2 (gold|zirconia) nylon$/)
  })

  it('walks only the statements, and tells only the things, that are asked for', async () => {
    expect(await walk({ depth: 9, relationTypes: new Set(['HAS_PROPERTY']) })).toEqual([])
    expect(await walk({ depth: 9, relationTypes: new Set(['RELATES_TO']) })).toHaveLength(3)
    expect(await walk({ depth: 9, entityTypes: new Set(['Property']) })).toEqual([])
  })

  it('ends at its limit', async () => {
    expect(await walk({ depth: 9, limit: 1 })).toHaveLength(1)
  })
})
