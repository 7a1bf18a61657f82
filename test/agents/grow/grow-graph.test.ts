import { describe, expect, test } from 'vitest'
import { growGraph } from '#agents/grow/grow-graph.ts'
import { joinSteps } from '#agents/grow/grown-graph.ts'
import { hypothesise } from '#agents/grow/hypothesise.ts'
import { plotGrowth } from '#agents/grow/plot-growth.ts'
import { measureGraph } from '#agents/grow/measure-graph.ts'
import { readThoughtGraph } from '#agents/grow/read-thought-graph.ts'
import { writeFollowUp } from '#agents/grow/write-follow-up.ts'
import { writeGrownGraphml } from '#agents/grow/write-grown-graphml.ts'
import { writeMeasuresCsv } from '#agents/grow/write-measures.ts'
import type { GrowthEdge, GrowthStep } from '#core/growth.ts'
import type { ReasoningTrace } from '#core/trace.ts'
import { createFakeChatModel } from '#test/fake-chat-model.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'
import { makeRecords } from '#test/make-records.ts'
import { openTestEmbedder } from '#test/open-test-embedder.ts'

const { growth, trace: stub } = makeRecords([makeKnowledge({ seed: 1 })])
const edge = (subject: string, object: string): GrowthEdge => ({
  subject,
  type: 'INFLUENCES',
  object,
  origin: 'model',
  chunkIds: [],
})
const stepOf = (iteration: number, ...edges: readonly GrowthEdge[]): GrowthStep => ({
  ...growth,
  id: `growth_${iteration}`,
  iteration,
  edges,
})

/** A trace that has thought of these relations, and says them. */
function traceOf(question: string, ...lines: readonly string[]): ReasoningTrace {
  const statements = lines.map((text) => ({ text, origin: 'graph' as const, chunkIds: ['chunk_1'] }))
  const round = {
    index: 0,
    thinking: [{ category: 'Knowledge Graph' as const, statements }],
    answer: stub.answer,
    sentences: stub.sentences,
    citations: stub.citations,
    reflection: '',
    verdicts: [],
    omissions: [],
    supportedShare: 1,
  }
  return { ...stub, question, rounds: [round], bestRound: 0 }
}

describe('the relations of a thinking', () => {
  test('are those it states, and those the model writes whose ends stand in the text', async () => {
    const model = createFakeChatModel(
      () => '1. [crack deflection] -[INFLUENCES]-> [toughness]\n[cheese] -[IS_A]-> [toughness]\nnothing\n[a] -[b]-> ',
    )
    const trace = {
      ...traceOf('Why?', '[nacre] -[MADE_OF]-> [aragonite]'),
      answer: 'Crack deflection raises the toughness of nacre.',
    }
    const edges = await readThoughtGraph(trace, model, { seed: 1 })
    expect(edges).toEqual([
      { subject: 'nacre', type: 'MADE_OF', object: 'aragonite', origin: 'graph', chunkIds: ['chunk_1'] },
      { subject: 'crack deflection', type: 'INFLUENCES', object: 'toughness', origin: 'model', chunkIds: [] },
    ])
  })
})

describe('a follow-up', () => {
  const last = { ...growth, keywords: ['nacre', 'aragonite'] }
  test('names a keyword and is new; else code asks', async () => {
    const good = createFakeChatModel(() => 'Sure! How does aragonite grow in cold sea water?')
    expect(await writeFollowUp([last], good, { seed: 1 })).toEqual({
      question: 'How does aragonite grow in cold sea water?',
      questionFrom: 'model',
    })
    for (const useless of ['', 'No question.', 'What is the price of cheese in France today?', last.question]) {
      const model = createFakeChatModel(() => useless)
      const asked = await writeFollowUp([last], model, { seed: 1 })
      expect(asked).toEqual({ question: 'How are nacre and aragonite related?', questionFrom: 'code' })
    }
  })
})

test('a run goes on where it was stopped, fills what was undone, and keeps each step', async () => {
  const script = (): string => '[nacre] -[MADE_OF]-> [aragonite]'
  const run = async (steps: readonly GrowthStep[], iterations: number): Promise<readonly GrowthStep[]> => {
    const kept: GrowthStep[] = []
    const all = await growGraph(
      { run: 'r', prompt: 'Why is nacre tough?', iterations },
      steps,
      {
        think: (question) => Promise.resolve(traceOf(question, '[nacre] -[HAS_PROPERTY]-> [toughness]')),
        model: createFakeChatModel(script),
      },
      { onStep: async (step) => void kept.push(step) },
    )
    expect(all.filter(({ id }) => !steps.some((step) => step.id === id))).toEqual(
      kept.filter(({ id }) => !steps.some((step) => step.id === id)),
    )
    return all
  }
  const whole = await run([], 4)
  expect(whole.map(({ iteration, questionFrom }) => [iteration, questionFrom])).toEqual([
    [1, 'person'],
    [2, 'code'],
    [3, 'code'],
    [4, 'code'],
  ])
  expect(await run(whole.slice(0, 2), 4)).toEqual(whole)
  const undone = whole.map((step) => (step.iteration === 4 ? { ...step, isUndone: true } : step))
  expect(await run(undone, 4)).toEqual(whole)
})

describe('joining steps', () => {
  test('joins equal and near names, keeps who thought of what, and keeps symbols apart', async () => {
    const embedder = await openTestEmbedder()
    try {
      const steps = [
        stepOf(1, edge('fracture toughness', 'E'), edge('nacre', 'nacre shell')),
        stepOf(2, edge('Fracture toughness', 'E'), edge('the fracture toughness', 'crack')),
        { ...stepOf(3, edge('gone', 'away')), isUndone: true },
      ]
      const { nodes, edges } = await joinSteps(steps, embedder)
      const toughness = nodes.find(({ name }) => name === 'fracture toughness')
      expect(toughness?.iterations).toEqual([1, 2])
      expect(nodes.filter(({ name }) => name === 'E')).toHaveLength(2)
      expect(nodes.some(({ name }) => name === 'gone')).toBe(false)
      for (const { from, to } of edges) expect(from).not.toBe(to)
      expect(await joinSteps(steps.toReversed(), embedder)).toEqual({ nodes, edges })
      expect((await joinSteps(steps.slice(0, 1), embedder)).nodes.length).toBeLessThan(nodes.length)
    } finally {
      await embedder.close()
    }
  })
})

test('GraphML, table and plot say what is there, harmlessly', async () => {
  const graph = {
    nodes: [
      { name: '<b>&', names: ['<b>&'], iterations: [1] },
      { name: 'x', names: ['x'], iterations: [1] },
    ],
    edges: [{ from: 0, to: 1, type: 'IS_A' as const, iterations: [1], chunkIds: ['c1'], isKnown: false }],
  }
  const measures = measureGraph(graph)
  expect(writeGrownGraphml(graph)).toContain('<node id="n0"><data key="name">&#60;b&#62;&#38;</data>')
  const csv = writeMeasuresCsv([{ iteration: 1, question: '=1+1', measures }])
  expect(csv.split('\n')[1]).toMatch(/^1,"'=1\+1",2,1,/)
  const svg = await plotGrowth([
    { iteration: 1, measures },
    { iteration: 2, measures },
  ])
  expect(svg).toMatch(/^<svg[^]*<\/svg>\s*$/)
  expect(svg).toContain('modularity')
})

test('a hypothesis names both ends and no number of its own', async () => {
  const entity = (name: string) => ({ id: name, type: 'Material' as const, key: name, name })
  const [from, to] = [entity('nacre'), entity('toughness')]
  const relation = {
    id: 'r',
    subjectId: 'nacre',
    objectId: 'toughness',
    type: 'INFLUENCES' as const,
    predicate: 'raises',
  }
  const evidence = [
    { id: 'e', relationId: 'r', chunkId: 'c', documentId: 'd', start: 0, end: 1, sentence: 'Nacre raises toughness.' },
  ]
  const paths = [{ cost: 1, entities: [from, to], steps: [[{ subject: from, relation, object: to, evidence }]] }]
  const say = async (text: string): Promise<string> => {
    const [first] = await hypothesise(
      { from, to },
      paths,
      createFakeChatModel(() => text),
    )
    return first!.text
  }
  expect(await say('Nacre might raise toughness by its layers.')).toBe('Nacre might raise toughness by its layers.')
  expect(await say('It might help.')).toBe('')
  expect(await say('Nacre might raise toughness by 40 %.')).toBe('')
})
