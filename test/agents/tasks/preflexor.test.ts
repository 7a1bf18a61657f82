import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generatePreflexorTasks, type PreflexorWishes } from '#agents/tasks/preflexor/generate-preflexor-tasks.ts'
import type { PassageSource } from '#agents/tasks/preflexor/passage-source.ts'
import { examineThinking } from '#agents/think/examine-thinking.ts'
import type { ChatRequest } from '#models/chat-model.ts'
import { openPassageSource } from '#src/open-passage-source.ts'
import { createFakeChatModel } from '#test/fake-chat-model.ts'
import { openCorpus, type OpenCorpus } from '#test/agents/open-corpus.ts'

let corpus: OpenCorpus
let passages: PassageSource
beforeAll(async () => {
  corpus = await openCorpus(['nacre.md', 'steels.md'])
  passages = await openPassageSource(corpus.graph, corpus.embedder)
})
afterAll(() => corpus.close())

const question = 'How do the organic sheets of nacre raise its toughness?'
const answer = 'The organic sheets of nacre let platelets slide, which raises toughness.'

/** What the fake teacher writes, by what it is asked for. */
function reply(request: ChatRequest): string {
  const asked = contentOf(request)
  if (/Reply with the question only/.test(asked)) return `**Question:** ${question}`
  if (/Write a digest/.test(asked)) return 'DIGEST of nacre.'
  if (/\[A\] -\[REL\]-> \[B\]/.test(asked))
    return '- [organic sheet] -[INFLUENCES]-> [toughness]\n[nacre] -[IS-A]-> [composite]'
  if (/Step back/.test(asked)) return 'Soft layers guide cracks.\nBrittle becomes tough.\nThe layers are thin.'
  if (/Greek letters/.test(asked)) return 'Pattern: α → β ∝ γ ↑\nRule: thin before thick.\nCondition: the layers hold.'
  if (/Answer the question in full/.test(asked)) return answer
  return '1. A first line on nacre.\n2. A second line on it.'
}
const contentOf = (request: ChatRequest): string => request.messages.at(-1)?.content ?? ''

async function generate(wishes: Partial<PreflexorWishes> = {}) {
  const teacher = createFakeChatModel(reply)
  const policy = createFakeChatModel(() => 'Nacre is a kind of bread.')
  const made = await generatePreflexorTasks(
    { n: 1, seed: 4, rejected: 'phase-1', ...wishes },
    { ...corpus, passages, teacher, policy },
  )
  return { ...made, teacher, policy, calls: [...teacher.requests, ...policy.requests] }
}

/** Which call each request is, by what only it asks. */
const marks: readonly (readonly [string, RegExp])[] = [
  ['question', /Reply with the question only/],
  ['enrichment', /Write a digest/],
  ['graph', /core concepts on which/],
  ['insights', /Step back/],
  ['pattern', /Greek letters/],
  ['steps', /steps of reasoning that lead/],
  ['concepts', /materials and concepts that matter/],
  ['principles', /principles for the design/],
  ['properties', /properties of materials that matter/],
  ['hypothesis', /State one hypothesis/],
  ['background', /Write background/],
  ['answer', /Answer the question in full/],
]
const orderOf = (requests: readonly ChatRequest[]): string[] =>
  requests.map((request) => marks.find(([, mark]) => mark.test(contentOf(request)))?.[0] ?? 'policy')

describe('tasks of profile preflexor', () => {
  it('makes 10 calls a sample in the published order', async () => {
    const { calls, tasks } = await generate()
    expect(orderOf(calls)).toEqual(
      ['question', 'enrichment', 'steps', 'concepts', 'principles', 'properties', 'hypothesis', 'background', 'answer', 'policy'], // prettier-ignore
    )
    expect(tasks[0]?.generator.calls).toBe(10)
  })

  it('makes 13 in graph mode: graph, insights and pattern before the other parts', async () => {
    const { calls, tasks } = await generate({ isGraphMode: true })
    expect(orderOf(calls).slice(2, 5)).toEqual(['graph', 'insights', 'pattern'])
    expect(calls).toHaveLength(13)
    expect(tasks[0]?.generator.calls).toBe(13)
  })

  it('asks at temperature 0.7 from three pieces of the whole corpus, joined by a space', async () => {
    const { teacher, tasks } = await generate()
    const seeds = tasks[0]?.sample?.seeds ?? []
    expect(seeds).toHaveLength(3)
    expect(new Set(seeds.map(({ documentId, start }) => `${documentId}${start}`)).size).toBe(3)
    const [first, ...others] = teacher.requests
    expect(first?.temperature).toBe(0.7)
    expect(contentOf(first!)).toContain(seeds.map(({ text }) => text).join(' '))
    expect(first?.messages[0]?.content).toContain('professor')
    expect(new Set(others.map(({ temperature }) => temperature))).toEqual(new Set([0.2]))
  })

  it('draws the pieces uniformly: over many samples each has its share', async () => {
    const { tasks } = await generate({ n: 150, rejected: 'teacher' })
    const counts = new Map<string, number>()
    for (const { documentId, start } of tasks.flatMap(({ sample }) => sample?.seeds ?? []))
      counts.set(`${documentId}:${start}`, (counts.get(`${documentId}:${start}`) ?? 0) + 1)
    expect(counts.size).toBe(passages.count)
    const expected = 450 / passages.count
    for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(4 * Math.sqrt(expected))
  })

  it('cuts pieces of at most 1,024 tokens that the index never sees, and searches passages within its limit', async () => {
    const places = Array.from({ length: passages.count }, (_, place) => place)
    const sizes = (await passages.read(places)).map(({ text }) => corpus.embedder.countTokens(text))
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1024)
    expect(Math.max(...sizes)).toBeGreaterThan(corpus.embedder.maxTokens)
    const chunks = await corpus.graph.getChunks(await corpus.graph.chunkIds())
    for (const { tokens } of chunks.values()) expect(tokens).toBeLessThanOrEqual(corpus.embedder.maxTokens)
  })

  it('adds the digest of two retrieved pieces to every later call but the background', async () => {
    const { teacher } = await generate()
    const [, enrichment, ...rest] = teacher.requests
    expect(contentOf(enrichment!)).toContain(question)
    for (const request of rest) {
      const isBackground = orderOf([request])[0] === 'background'
      expect(contentOf(request).includes('Additional information: DIGEST of nacre.')).toBe(!isBackground)
      expect(contentOf(request)).toContain(`Question: ${question}`)
    }
  })

  it('passes the thinking to the answer call in graph mode only', async () => {
    const answerCall = async (isGraphMode: boolean): Promise<string> =>
      contentOf((await generate({ isGraphMode })).teacher.requests.at(-1)!)
    expect(await answerCall(false)).not.toContain('A first line on nacre.')
    expect(await answerCall(true)).toContain('[organic sheet] -[INFLUENCES]-> [toughness]')
  })

  it('chooses thinking between its markers, a new line, the answer; every part can be read back', async () => {
    const { tasks } = await generate({ isGraphMode: true })
    const { question: asked, trainingPrompt, sample, fact } = tasks[0]!
    expect(asked).toBe(question)
    expect(trainingPrompt).toBe(`${question} Use <|thinking|>.`)
    expect(fact).toBe(answer)
    expect(sample?.chosen.endsWith(`\n<|/thinking|>\n${answer}`)).toBe(true)
    const parts = examineThinking(sample?.chosen ?? '')
    expect(parts.flaws).toEqual([])
    expect(parts.edges).toEqual([
      { subject: 'organic sheet', type: 'INFLUENCES', object: 'toughness' },
      { subject: 'nacre', type: 'IS_A', object: 'composite' },
    ])
    expect(parts.pattern).toEqual({
      expression: 'α → β ∝ γ ↑',
      letters: ['α', 'β', 'γ'],
      rule: 'thin before thick.',
      condition: 'the layers hold.',
    })
  })

  it.each([
    ['phase-1', question, 512],
    ['phase-2', `${question} Use <|thinking|>.`, 1500],
  ] as const)('writes the rejected answer of %s with the policy', async (rejected, prompt, maxTokens) => {
    const { policy, tasks } = await generate({ rejected })
    expect(policy.requests).toHaveLength(1)
    expect(policy.requests[0]).toMatchObject({ temperature: 1, topP: 0.9, topK: 50, maxTokens })
    expect(contentOf(policy.requests[0]!)).toBe(prompt)
    expect(tasks[0]?.sample?.rejected).toEqual({ way: rejected, text: 'Nacre is a kind of bread.', model: 'fake' })
  })

  it('asks a teacher for a wrong answer where that is wished', async () => {
    const { policy, teacher } = await generate({ rejected: 'teacher' })
    expect(policy.requests).toHaveLength(0)
    expect(contentOf(teacher.requests.at(-1)!)).toContain('wrong or incomplete')
  })

  it('rests on documents that are there, so that it goes with them', async () => {
    const { tasks } = await generate()
    const { documentIds, keySentence } = tasks[0]!
    const document = await corpus.graph.getDocument(keySentence.documentId)
    expect(documentIds).toContain(keySentence.documentId)
    expect(document?.text.slice(keySentence.start, keySentence.end)).toBe(keySentence.text)
    await expect(corpus.graph.putRecord('task', tasks[0]!)).resolves.toBeUndefined()
  })

  it.each([
    ['nothing', ''],
    ['no question', 'Nacre is tough.'],
    ['another language without a question', '珍珠层很坚韧。'],
  ])('counts a sample whose teacher says %s and goes on', async (_name, text) => {
    const teacher = createFakeChatModel(() => text)
    const made = await generatePreflexorTasks({ n: 2, seed: 1 }, { ...corpus, passages, teacher, policy: teacher })
    expect(made).toEqual({ tasks: [], dropped: { 'question: not a question': 2 } })
  })
})
