import type { NeighbourhoodGraph } from '#agents/report/neighbourhood-graph.ts'
import type { ReportInput } from '#agents/report/report-input.ts'
import { entityTypes, type EntityType } from '#core/knowledge.ts'
import type { Thinking, ThinkingStatement } from '#core/thinking.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'
import { makeRecords } from '#test/make-records.ts'

/** A statement of thinking. */
export function makeStatement(text: string, origin: ThinkingStatement['origin'], support?: number): ThinkingStatement {
  return { text, origin, chunkIds: [], ...(support === undefined ? {} : { support }) }
}

/** A graph for a picture from names and pairs of indices; a pair without a predicate appears together. */
export function makeGraph(
  names: readonly string[],
  pairs: readonly (readonly [from: number, to: number, predicate?: string | undefined])[],
): NeighbourhoodGraph {
  const nodes = names.map((name, index) => {
    const type: EntityType = entityTypes[index % entityTypes.length] ?? 'Concept'
    return {
      entity: { id: `entity_${index}`, type, key: name, name },
      role: index < 3 ? ('task' as const) : ('around' as const),
    }
  })
  const edges = pairs.map(([from, to, predicate], index) => ({
    relation: {
      id: `relation_${index}`,
      subjectId: `entity_${from}`,
      objectId: `entity_${to}`,
      type: predicate === undefined ? ('RELATES_TO' as const) : ('INFLUENCES' as const),
      predicate: predicate ?? 'appears with',
    },
    evidence: {
      id: `evidence_${index}`,
      relationId: `relation_${index}`,
      chunkId: 'chunk_1',
      documentId: 'doc_1',
      start: 0,
      end: 9,
      sentence: 'A sentence.',
    },
  }))
  return { nodes, edges }
}

/** Everything a report shows, with two rounds of thinking. `text` stands in every place that holds foreign text. */
export function makeReportInput(text = 'nacre'): ReportInput {
  const knowledge = makeKnowledge({ seed: 1 })
  const { task, trace, pair } = makeRecords([knowledge])
  const source = task.keySentence
  const citation = { chunkId: source.chunkId, documentId: 'doc_1', page: 4, start: 0, end: 5, quote: `${text} quoted` }
  const thinking: Thinking = [
    {
      category: 'Reasoning Steps',
      statements: [makeStatement(`${text} step`, 'evidence', 0.9), makeStatement(`${text} guess`, 'model')],
    },
    { category: 'Knowledge Graph', statements: [makeStatement(`${text} edge`, 'graph', 0.5)] },
  ]
  const sentences = [
    { text: `${text} is tough.`, citations: [0], support: 0.9 },
    { text: `${text} is blue.`, citations: [], support: 0.1 },
  ]
  const round = {
    index: 0,
    thinking,
    answer: `${text} answer`,
    sentences,
    citations: [citation],
    reflection: `${text} reflected`,
    verdicts: [
      {
        claim: `${text} claim`,
        part: 'thinking' as const,
        support: 0.2,
        isSupported: false,
        reason: `${text} reason`,
        evidence: [`${text} near`],
      },
    ],
    omissions: [`${text} left out`],
    supportedShare: 0.5,
  }
  const passages = (['vectors', 'graph'] as const).map((foundIn) => ({
    chunkId: `chunk_${foundIn}`,
    documentId: 'doc_1',
    title: `${text} title`,
    page: 2,
    text: `${text} passage.`,
    foundIn,
    score: 0.7,
    through: [`${text} name`],
  }))
  const graph = makeGraph(
    [`${text} a`, `${text} b`, `${text} c`],
    [
      [0, 1, text],
      [1, 2],
    ],
  )
  return {
    task: {
      ...task,
      question: `Why ${text}?`,
      fact: `${text} fact`,
      passage: { ...task.passage, title: `${text} document`, page: 3, text: `Before. ${text} is\nthe key. After.` },
      keySentence: { ...source, text: `${text} is the key.` },
      context: {
        passages,
        relations: [
          { subject: text, type: 'INFLUENCES', predicate: text, object: text, evidence: { ...source, text } },
        ],
      },
      generator: { ...task.generator, model: text },
    },
    trace: {
      ...trace,
      question: `Why ${text}?`,
      rounds: [
        round,
        {
          ...round,
          index: 1,
          thinking: [
            {
              category: 'Reasoning Steps',
              statements: [
                makeStatement(`${text} step`, 'evidence', 0.9),
                makeStatement(`${text} instead`, 'evidence', 0.8),
              ],
            },
          ],
        },
      ],
      sentences,
      bestRound: 1,
      citations: [citation],
      models: { reasoner: text, critic: text, verifier: text },
    },
    pair: {
      ...pair,
      prompt: text,
      rejected: `${text} rejected`,
      chosen: text,
      spans: { thinking: { start: 0, end: 0 }, answer: { start: 0, end: text.length } },
    },
    stats: {
      documents: 1,
      chunks: 12,
      entities: 1234,
      merges: 0,
      mentions: 3,
      relations: 4,
      evidence: 5,
      quantities: 6,
      tasks: 1,
      traces: 1,
      pairs: 1,
      entitiesByType: {},
      relationsByType: {},
    },
    documents: [{ id: 'doc_1', title: `${text} read`, source: `${text}.md`, chunks: 12 }],
    neighbourhood: graph,
    places: [{ label: text, path: text }],
  }
}
