import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateTasks } from '#agents/tasks/generate-tasks.ts'
import { drawChunks } from '#agents/tasks/draw-chunks.ts'
import { findKeySentences } from '#agents/tasks/find-key-sentences.ts'
import { createRandom } from '#core/create-random.ts'
import { NacreError } from '#core/errors.ts'
import type { Task } from '#core/task.ts'
import { findCommunities } from '#graph/find-communities.ts'
import type { ChatRequest } from '#models/chat-model.ts'
import { createFakeChatModel } from '#test/fake-chat-model.ts'
import { openCorpus, type OpenCorpus } from '#test/agents/open-corpus.ts'

let corpus: OpenCorpus
beforeAll(async () => {
  corpus = await openCorpus(['nacre.md', 'steels.md', 'spider-silk.md'])
})
afterAll(() => corpus.close())

/** Asks with the first words of the fact, as a simple teacher would; leaves facts as they are. */
function askAboutFact(request: ChatRequest): string {
  const prompt = request.messages[0]?.content ?? ''
  const sentence = /Sentence: (.*)$/.exec(prompt)?.[1]
  if (sentence !== undefined) return sentence
  const fact = /^Fact: (.*)$/m.exec(prompt)?.[1] ?? ''
  return `What is known of ${fact.split(' ').slice(0, 5).join(' ').replace(/[,.]$/, '')}?`
}

const generate = async (n: number, seed: number, script = askAboutFact) => {
  const teacher = createFakeChatModel(script)
  return { ...(await generateTasks({ n, seed }, { ...corpus, teacher })), teacher }
}

describe('generateTasks', () => {
  it('asks about key sentences of random passages, documents in turn', async () => {
    const { tasks } = await generate(3, 1)
    expect(new Set(tasks.map(({ passage }) => passage.documentId)).size).toBe(3)
    for (const task of tasks) {
      const document = await corpus.graph.getDocument(task.keySentence.documentId)
      expect(document?.text.slice(task.keySentence.start, task.keySentence.end)).toBe(task.keySentence.text)
      expect(task.passage.text).toContain(task.keySentence.text)
      expect(task.trainingPrompt).toBe(`${task.question} Use <|thinking|>.`)
    }
  })

  it('tells what stands near the passage in the vectors and in the graph', async () => {
    const { tasks } = await generate(3, 1)
    const found = new Set(tasks.flatMap(({ context }) => context.passages.map(({ foundIn }) => foundIn)))
    expect(found).toEqual(new Set(['vectors', 'graph']))
    for (const { context, documentIds } of tasks) {
      for (const { documentId } of context.passages) expect(documentIds).toContain(documentId)
    }
  })

  it('gives the same tasks for the same seed, others for another', async () => {
    const ids = async (seed: number): Promise<string[]> => (await generate(4, seed)).tasks.map(({ id }: Task) => id)
    expect(await ids(7)).toEqual(await ids(7))
    expect(await ids(7)).not.toEqual(await ids(8))
  })

  it('counts what it throws away by reason, and ends when every passage was tried', async () => {
    const { tasks, dropped } = await generate(2, 1, () => 'Is the sample of nacre any good?')
    expect(tasks).toEqual([])
    expect(dropped['question: not a question']).toBeGreaterThan(0)
  })

  it('keeps to the printed sentence where the teacher’s wording says something else', async () => {
    const { tasks } = await generate(4, 3, (request) => {
      return request.messages[0]?.content.includes('Sentence: ') === true
        ? 'Nacre weighs 12 tonnes.'
        : askAboutFact(request)
    })
    expect(tasks.length).toBeGreaterThan(0)
    for (const { fact, factOrigin } of tasks) {
      expect(factOrigin).toBe('sentence')
      expect(fact).not.toContain('tonnes')
    }
  })

  it.each([
    ['nothing', () => ''],
    ['endless text', () => 'nacre is tough and '.repeat(5_000)],
    ['broken JSON', () => '{"question": "What is'],
    ['markers in the wrong order', () => '<|/thinking|>What is nacre?<|thinking|>'],
    ['another language', () => '珍珠层为什么坚韧?'],
    ['the context itself', (request: ChatRequest) => request.messages.at(-1)?.content ?? ''],
  ])(
    'takes a teacher that writes %s: the samples are dropped with a reason, the run goes on',
    async (_name, script) => {
      const { tasks, dropped } = await generate(2, 9, script)
      expect(tasks).toEqual([])
      expect(Object.values(dropped).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(10)
    },
  )

  it('loses one sample, not the run, where a reply cannot be used', async () => {
    let calls = 0
    const { tasks, dropped } = await generate(3, 1, (request) => {
      calls += 1
      if (calls === 1) throw new NacreError('invalid-model-output', 'The reply was no JSON.')
      return askAboutFact(request)
    })
    expect(tasks).toHaveLength(3)
    expect(dropped['a reply of the model could not be used']).toBe(1)
  })

  it('ends where the model is gone, with what was made before told', async () => {
    const made: Task[] = []
    const teacher = createFakeChatModel((request, call) => {
      if (call > 6) throw new NacreError('unavailable', 'The server is gone.')
      return askAboutFact(request)
    })
    const run = generateTasks(
      { n: 50, seed: 1 },
      { ...corpus, teacher },
      { onTask: async (task) => void made.push(task) },
    )
    await expect(run).rejects.toMatchObject({ code: 'unavailable' })
    expect(made.length).toBeGreaterThan(0)
  })

  it('asks about the only passage of a corpus', async () => {
    const chunk = [...(await corpus.graph.getChunks(await corpus.graph.chunkIds())).values()].find(
      (one) => findKeySentences(one).length >= 3,
    )
    const teacher = createFakeChatModel(askAboutFact)
    const { tasks } = await generateTasks({ n: 5, seed: 1, chunks: [chunk!] }, { ...corpus, teacher })
    expect(tasks.length).toBeLessThanOrEqual(1)
  })

  it('goes on with what a seed has made: the same tasks in the end as without a stop', async () => {
    const whole = await generate(5, 11)
    for (const task of whole.tasks.slice(0, 2)) await corpus.graph.putRecord('task', task)
    const teacher = createFakeChatModel(askAboutFact)
    const resumed = await generateTasks({ n: 5, seed: 11, isResumed: true }, { ...corpus, teacher })
    expect(resumed.tasks).toEqual(whole.tasks)
    const again = await generateTasks({ n: 5, seed: 11 }, { ...corpus, teacher })
    const known = new Set(whole.tasks.slice(0, 2).map(({ question }) => question))
    expect(again.tasks.some(({ question }) => known.has(question))).toBe(false)
  })

  it('lets no control token of a passage into a prompt', async () => {
    const { teacher } = await generate(4, 5)
    for (const { messages } of teacher.requests) expect(messages[0]?.content).not.toMatch(/<\|/)
  })
})

describe('drawChunks', () => {
  const draw = async (seed: number, covered: readonly Task[] = []) =>
    Array.fromAsync(drawChunks(corpus.graph, createRandom(seed), { covered }))

  it('gives every chunk once, documents in turn, the same order for the same seed', async () => {
    const drawn = await draw(1)
    expect(drawn.map(({ id }) => id).toSorted()).toEqual(await corpus.graph.chunkIds())
    for (const turn of [0, 3])
      expect(new Set(drawn.slice(turn, turn + 3).map(({ documentId }) => documentId)).size).toBe(3)
    expect((await draw(1)).map(({ id }) => id)).toEqual(drawn.map(({ id }) => id))
    expect((await draw(2)).map(({ id }) => id)).not.toEqual(drawn.map(({ id }) => id))
  })

  it('lets communities take turns: no other order of the first draws meets more of them', async () => {
    const { communities } = await findCommunities(corpus.graph, { seed: 1 })
    const communityOf = new Map(
      communities.flatMap(({ members }, index) => members.map(({ id }) => [id, index] as const)),
    )
    const drawn = await draw(3)
    const mentioned = await corpus.graph.entitiesOfChunks(drawn.map(({ id }) => id))
    const mainOf = (chunkId: string): number => {
      const weights = new Map<number, number>()
      for (const { entity, mentions } of mentioned.get(chunkId) ?? []) {
        const community = communityOf.get(entity.id)
        if (community !== undefined) weights.set(community, (weights.get(community) ?? 0) + mentions)
      }
      return [...weights].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? -1
    }
    const first = drawn.slice(0, 9).map(({ id }) => mainOf(id))
    const byIndex = drawn
      .toSorted((a, b) => a.index - b.index)
      .slice(0, 9)
      .map(({ id }) => mainOf(id))
    expect(new Set(first).size).toBeGreaterThanOrEqual(new Set(byIndex).size)
    expect(new Set(first).size).toBeGreaterThan(3)
  })

  it('begins with what has fewest tasks where that is wished', async () => {
    const { tasks } = await generate(4, 1)
    const covered = new Set(tasks.slice(0, 2).map(({ passage }) => passage.documentId))
    const [first] = await draw(1, tasks.slice(0, 2))
    expect(covered.has(first?.documentId ?? '')).toBe(false)
  })
})
