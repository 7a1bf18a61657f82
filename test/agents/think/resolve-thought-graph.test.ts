import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readThoughtEdge } from '#agents/think/read-thought-edge.ts'
import { resolveThoughtGraph } from '#agents/think/resolve-thought-graph.ts'
import type { Thinking } from '#core/thinking.ts'
import { relationTypes } from '#core/knowledge.ts'
import { openCorpus, type OpenCorpus } from '#test/agents/open-corpus.ts'
import { makeRecords } from '#test/make-records.ts'

let corpus: OpenCorpus
beforeAll(async () => {
  corpus = await openCorpus(['nacre.md'])
})
afterAll(() => corpus.close())

const thinkingOf = (...lines: string[]): Thinking => [
  { category: 'Knowledge Graph', statements: lines.map((text) => ({ text, origin: 'model', chunkIds: [] })) },
]

describe('readThoughtEdge', () => {
  it.each(relationTypes)('reads %s, with hyphens too', (type) => {
    const edge = { subject: 'nacre', type, object: 'aragonite' }
    expect(readThoughtEdge(`[nacre] -[${type}]-> [aragonite]`)).toEqual(edge)
    expect(readThoughtEdge(`[ nacre ] --[${type.replaceAll('_', '-').toLowerCase()}]--> [aragonite].`)).toEqual(edge)
  })

  it.each([
    'nacre is made of aragonite',
    '[a] -[EATS]-> [b]',
    '[a] -[IS-A]-> [A]',
    '[] -[IS-A]-> [b]',
    '[a] -> [b]',
    '',
  ])('takes for none: %s', (line) => {
    expect(readThoughtEdge(line)).toBeUndefined()
  })
})

describe('the graph inside a thinking', () => {
  it('becomes nodes of the corpus and relations, with the passages that state them or none', async () => {
    const stated = (await corpus.graph.relationsOfChunks(await corpus.graph.chunkIds())).find(
      ({ relation }) => relation.type !== 'RELATES_TO',
    )
    const { subject, relation, object } = stated!
    const graph = await resolveThoughtGraph(
      [
        {
          index: 0,
          thinking: thinkingOf(`[${subject.name}] -[${relation.type}]-> [${object.name}]`, 'no relation at all'),
        },
        { index: 1, thinking: thinkingOf(`[nacre] -[INFLUENCES]-> [the price of bread]`) },
      ],
      corpus.graph,
    )
    expect(graph?.nodes).toContainEqual({ name: subject.name, entityId: subject.id })
    expect(graph?.nodes).toContainEqual({ name: 'the price of bread' })
    const [known, own] = graph?.edges ?? []
    expect(known).toMatchObject({ subject: subject.name, type: relation.type, object: object.name, round: 0 })
    expect(known?.chunkIds.length).toBeGreaterThan(0)
    expect(own).toMatchObject({ object: 'the price of bread', round: 1, chunkIds: [] })
  })

  it('goes with its trace, and leaves the graph of the corpus as it was', async () => {
    const [documentId = ''] = await corpus.graph.documentIds()
    const knowledge = (await corpus.graph.getKnowledge(documentId))!
    const { task, trace } = makeRecords([knowledge])
    const graph = await resolveThoughtGraph([{ index: 0, thinking: thinkingOf('[nacre] -[INFLUENCES]-> [the price of bread]') }], corpus.graph) // prettier-ignore
    const before = await corpus.graph.stats()
    await corpus.graph.putRecord('task', task)
    await corpus.graph.putRecord('trace', { ...trace, ...(graph === undefined ? {} : { graph }) })
    expect((await corpus.graph.getRecord('trace', trace.id))?.graph).toEqual(graph)
    const { entities, relations } = await corpus.graph.stats()
    expect({ entities, relations }).toEqual({ entities: before.entities, relations: before.relations })
    await corpus.graph.deleteDocument(documentId)
    expect(await corpus.graph.getRecord('trace', trace.id)).toBeUndefined()
  })

  it('is absent where no line states a relation', async () => {
    expect(
      await resolveThoughtGraph([{ index: 0, thinking: thinkingOf('Nacre is tough.') }], corpus.graph),
    ).toBeUndefined()
  })
})
