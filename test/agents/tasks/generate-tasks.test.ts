import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateTasks } from '#agents/tasks/generate-tasks.ts'
import type { Task } from '#core/task.ts'
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

  it('lets no control token of a passage into a prompt', async () => {
    const { teacher } = await generate(4, 5)
    for (const { messages } of teacher.requests) expect(messages[0]?.content).not.toMatch(/<\|/)
  })
})
