import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { examinePair } from '#agents/pairs/examine-pair.ts'
import { writeOpenBookThinking } from '#agents/pairs/write-open-book-thinking.ts'
import { answerPathTask } from '#agents/tasks/graph-path/answer-path-task.ts'
import { examinePathTask } from '#agents/tasks/graph-path/examine-path-task.ts'
import { generatePathTasks } from '#agents/tasks/graph-path/generate-path-tasks.ts'
import { phraseComparisonQuestion } from '#agents/tasks/graph-path/phrase-comparison-question.ts'
import { phraseMeetingQuestion } from '#agents/tasks/graph-path/phrase-meeting-question.ts'
import { phraseOriginQuestion } from '#agents/tasks/graph-path/phrase-origin-question.ts'
import { phrasePathQuestion } from '#agents/tasks/graph-path/phrase-path-question.ts'
import { unstatedNumbers } from '#agents/verify/numbers-in-text.ts'
import { parseSentinels } from '#agents/think/sentinel-parser.ts'
import type { PathStep, Task } from '#core/task.ts'
import { openCorpus, type OpenCorpus } from '#test/agents/open-corpus.ts'

let corpus: OpenCorpus
let tasks: readonly Task[]
beforeAll(async () => {
  corpus = await openCorpus([
    'nacre.md',
    'bone.md',
    'tooth-enamel.md',
    'calcium-phosphates.md',
    'freeze-casting.md',
    'zirconia-transformation-toughening.md',
    'steels.md',
  ])
  tasks = (await generatePathTasks({ n: 80, seed: 1 }, corpus)).tasks
})
afterAll(() => corpus.close())

describe('tasks of profile graph-path', () => {
  it('are found in a small corpus, documents in turn', () => {
    expect(tasks.length).toBeGreaterThan(8)
    expect(new Set(tasks.map(({ passage }) => passage.documentId)).size).toBeGreaterThan(2)
  })

  it('have every shape', () => {
    const shapes = new Set(tasks.map(({ shape = 'chain' }) => shape))
    expect([...shapes].toSorted()).toEqual(['chain', 'comparison', 'meeting', 'origin'])
  })

  it('compare values as numbers, and say which material it is', async () => {
    const compared = tasks.filter(({ shape }) => shape === 'comparison')
    for (const task of compared) {
      const [other, answer] = task.path!
      const quantities = await corpus.graph.quantitiesOfChunks(task.path!.map(({ evidence }) => evidence.chunkId))
      const [a, b] = [other, answer].map((step) => quantities.find(({ id }) => id === step?.quantityId)!.si!)
      const isHigher = b!.minimum > a!.maximum
      expect(isHigher || b!.maximum < a!.minimum).toBe(true)
      expect(task.question).toContain(isHigher ? ' higher ' : ' lower ')
      const trace = answerPathTask(task)
      expect(trace.answer.toLowerCase()).toContain(answer!.subject.toLowerCase())
      expect(
        unstatedNumbers(
          trace.answer,
          trace.citations.map(({ quote }) => quote),
        ),
      ).toEqual([])
    }
  })

  it('can all be made again from what is stored', async () => {
    for (const task of tasks) expect(await examinePathTask(task, corpus.graph)).toBeUndefined()
  })

  it('read each step in another passage, and hide what lies between', () => {
    for (const { path = [], shape, question } of tasks) {
      expect(new Set(path.map(({ evidence }) => evidence.chunkId)).size).toBe(path.length)
      if (shape === 'comparison') continue
      const hidden =
        shape === 'origin' ? path.map(({ subject }) => subject) : path.slice(0, -1).map(({ object }) => object)
      for (const name of hidden) expect(question.toLowerCase()).not.toContain(name.toLowerCase())
    }
  })

  it('show the sentences of the path among 3 to 8, whose places are right equally often', () => {
    const places = new Map<number, number>()
    for (const { book = [], path = [] } of tasks) {
      expect(book.length).toBeGreaterThanOrEqual(3)
      expect(book.length).toBeLessThanOrEqual(8)
      for (const [step, { evidence }] of path.entries()) {
        expect(book.find((each) => each.step === step)?.sentence.text).toBe(evidence.text)
      }
      const place = book.findIndex(({ step }) => step === path.length - 1)
      places.set(place, (places.get(place) ?? 0) + 1)
    }
    expect(places.size).toBeGreaterThan(2)
    expect(Math.max(...places.values())).toBeLessThanOrEqual(tasks.length / 2)
  })

  it('do not let a distractor name the answer', () => {
    for (const { book = [], path = [], shape } of tasks) {
      const { subject, object } = path.at(-1)!
      const answer = (shape === 'origin' ? subject : object).toLowerCase()
      for (const { sentence, step } of book) {
        if (step === undefined) expect(sentence.text.toLowerCase()).not.toContain(answer)
      }
    }
  })

  it('come out the same for the same seed, and others for another', async () => {
    const ids = async (seed: number): Promise<string[]> =>
      (await generatePathTasks({ n: 10, seed }, corpus)).tasks.map(({ question }) => question)
    expect(await ids(1)).toEqual(await ids(1))
    expect(await ids(2)).not.toEqual(await ids(1))
  })

  it('give pairs that pass the gates: thinking quotes in full, the answer is cited', () => {
    for (const task of tasks) {
      const trace = answerPathTask(task)
      const chosen = `${writeOpenBookThinking(task)}\n${trace.answer}`
      expect(examinePair({ prompt: task.trainingPrompt, chosen, rejected: 'I do not know.' }, trace)).toBeUndefined()
      expect(parseSentinels(chosen).shape).toBe('closed')
      for (const line of chosen.split('\n').filter((each) => each.startsWith('Evidence: '))) {
        expect(task.trainingPrompt).toContain(line.slice('Evidence: '.length))
      }
    }
  })
})

describe('examinePathTask sees', () => {
  const damage: readonly (readonly [string, (task: Task) => Task])[] = [
    ['a relation that the graph does not state', (task) => withStep(task, { object: 'green cheese' })],
    [
      'a sentence that was changed',
      (task) => withStep(task, { evidence: { ...task.path![0]!.evidence, text: 'No.' } }),
    ],
    ['another question', (task) => ({ ...task, question: 'Why?' })],
    ['another prompt', (task) => ({ ...task, trainingPrompt: `${task.trainingPrompt} ` })],
    ['a task without a path', (task) => ({ ...task, path: [] })],
  ]
  test.each(damage)('%s', async (_name, change) => {
    expect(await examinePathTask(change(tasks[0]!), corpus.graph)).toBeTypeOf('string')
  })

  function withStep(task: Task, change: Partial<PathStep>): Task {
    const [first, ...others] = task.path!
    return { ...task, path: [{ ...first!, ...change }, ...others] }
  }
})

describe('phrasePathQuestion', () => {
  const evidence = { chunkId: 'chunk', documentId: 'document', start: 0, end: 0 }
  const step = (subject: string, predicate: string, object: string, text: string): PathStep => ({
    subject,
    subjectType: 'Material',
    type: 'RELATES_TO',
    predicate,
    object,
    objectType: object === 'density' ? 'Property' : 'Material',
    evidence: { ...evidence, text },
  })

  test('takes number and article from the sentence', () => {
    const path = [
      step('cellulose nanofibril', 'forms', 'hydrogel', 'Cellulose nanofibrils form hydrogels.'),
      step('hydrogel', 'has', 'density', 'The density of a hydrogel is low.'),
    ]
    expect(phrasePathQuestion(path)).toBe(
      'Cellulose nanofibrils form a material. What is the density of this material?',
    )
  })

  test('leaves the case of a formula, and names with signs of regular expressions', () => {
    const path = [
      step('Li1.3Al0.3Ti1.7(PO4)3', 'is made of', 'LATP', 'Li1.3Al0.3Ti1.7(PO4)3 is made of LATP.'),
      step('LATP', 'contains', 'titanium', 'LATP contains titanium.'),
    ]
    expect(phrasePathQuestion(path)).toBe(
      'Li1.3Al0.3Ti1.7(PO4)3 is made of a material. This material contains which material?',
    )
  })

  test('meetings, origins and comparisons are questions of their own', () => {
    const pinned = [
      step('titanium nitride particle', 'pins', 'grain boundary', 'Titanium-nitride particles pin grain boundaries.'),
      step('oxygen vacancy', 'blocks', 'grain boundary', 'Oxygen vacancies block the grain boundary.'),
    ]
    expect(phraseMeetingQuestion(pinned)).toBe(
      'Titanium-nitride particles pin a material, and oxygen vacancies block the same material. Which material is it?',
    )
    const nacre = [
      step('nacre', 'consists of', 'aragonite', 'Nacre consists of aragonite.'),
      step('nacre', 'resembles', 'brick wall', 'Nacre resembles a brick wall.'),
    ]
    expect(phraseOriginQuestion(nacre)).toBe('Which material consists of aragonite and resembles a brick wall?')
    const dense = [
      step('wood', 'has', 'density', 'The density of wood is 0.5 g cm−3.'),
      step('TiN', 'has', 'density', 'The density of TiN is 5.4 g cm−3.'),
    ]
    expect(phraseComparisonQuestion(dense, 'higher')).toBe('Which has the higher density: TiN or wood?')
  })

  test('refuses a path of one step', () => {
    expect(() => phrasePathQuestion([step('a', 'contains', 'b', 'a contains b.')])).toThrow(RangeError)
  })
})
