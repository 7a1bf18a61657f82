import { describe, expect, it } from 'vitest'
import { findCommunities } from '#graph/find-communities.ts'
import { openKnowledge } from '#test/open-knowledge.ts'
import { writeKnowledge } from '#test/write-knowledge.ts'

const ring = (names: readonly string[]): string[] =>
  names.flatMap((name, at) => names.slice(at + 1).map((other) => `*${name}* is near *${other}*.`))
const ceramics = ['alumina', 'zirconia', 'silicon carbide', 'boron nitride']
const polymers = ['polyethylene', 'polystyrene', 'nylon', 'polypropylene']

describe('findCommunities', () => {
  it('finds groups that were planted, names them after their centre, and leaves out what stands alone', async () => {
    const centre = ['*zirconia* is with *alumina*.', '*zirconia* is with *silicon carbide*.']
    const texts = [...ring(ceramics), ...centre, ...ring(polymers), '*alumina* meets *nylon*.', '*gold* is rare.']
    const { graph } = await openKnowledge([writeKnowledge('planted', texts)])
    const found = await findCommunities(graph, { seed: 1 })
    const groups = found.communities.map(({ members }) => members.map(({ name }) => name).sort())
    expect(groups.sort()).toEqual([ceramics.toSorted(), polymers.toSorted()].sort())
    expect(found.communities.map(({ name }) => name.split(', ')[0])).toContain('zirconia')
    expect(found).toMatchObject({ alone: 1 })
    expect(found.modularity).toBeGreaterThan(0.3)
    expect(await findCommunities(graph, { seed: 1 })).toEqual(found)
  })

  it('finds none in a graph without statements', async () => {
    const { graph } = await openKnowledge([writeKnowledge('bare', ['*gold* is rare.'])])
    expect(await findCommunities(graph, { seed: 1 })).toEqual({ communities: [], modularity: 0, alone: 1 })
  })
})
