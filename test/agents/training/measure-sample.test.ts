import { describe, expect, test } from 'vitest'
import { measureSample } from '#agents/training/evaluate/measure-sample.ts'
import { bootstrapMean } from '#agents/training/evaluate/paired-bootstrap.ts'
import { drawMeasures } from '#agents/training/evaluate/draw-measures.ts'
import { comparePolicies } from '#agents/training/evaluate/compare-policies.ts'
import { summariseSamples } from '#agents/training/evaluate/summarise-samples.ts'
import { createRandom } from '#core/create-random.ts'
import { recurseSamples } from '#agents/training/evaluate/recurse-samples.ts'
import { swapThinking } from '#agents/training/evaluate/swap-thinking.ts'
import type { PathStep, Task } from '#core/task.ts'
import { createFakeChatModel } from '#test/fake-chat-model.ts'

const sentence = (text: string) => ({ chunkId: 'c', documentId: 'd', start: 0, end: text.length, text })
const right = 'Organic layers of protein deflect cracks between aragonite tablets.'
const wrong = 'Steel rods rust quickly inside humid marine harbours.'
const step: PathStep = {
  subject: 'organic layer',
  subjectType: 'Structure',
  type: 'INFLUENCES',
  predicate: 'deflects',
  object: 'crack',
  objectType: 'Structure',
  evidence: sentence(right),
}
const asked = (texts: readonly string[]): Pick<Task, 'question' | 'book' | 'path'> => ({
  question: 'Organic layers deflect which structure?',
  path: [step],
  book: texts.map((text) => (text === right ? { sentence: sentence(text), step: 0 } : { sentence: sentence(text) })),
})
const task = asked([wrong, right])
const elsewhere = asked(['Perovskite films degrade under ultraviolet light.'])
const reply = (answer: string): string =>
  `<|thinking|>\nTopic: layers\nEvidence: [2] ${right}\n<|/thinking|>\n${answer}`
const measure = (text: string) => measureSample({ text, isEnded: true }, task, elsewhere)

describe('a free sample', () => {
  test('that copies the right sentence is whole, grounded and right', () => {
    expect(measure(reply(right))).toMatchObject({
      format: 1,
      ended: 1,
      grounded: 1,
      groundedWithoutQuestion: 1,
      groundedElsewhere: 0,
      right: 1,
      verbatim: 1,
    })
  })

  test('that copies a piece of the right sentence, begun with a capital, is right word for word', () => {
    expect(measure(reply('Protein deflect cracks between aragonite tablets.'))).toMatchObject({ right: 1, verbatim: 1 })
  })

  test('that says no more than the question is near to no sentence', () => {
    expect(measure(reply('Organic layers deflect cracks.'))).toMatchObject({ right: 0, groundedWithoutQuestion: 0 })
  })

  test('that says a value and its unit is near to the sentence that has both', () => {
    const value = 'The stiffness of aragonite is about 70 GPa.'
    const valued = { ...asked([wrong, right]), question: 'What is the stiffness of aragonite?' }
    const book = [{ sentence: sentence(wrong) }, { sentence: sentence(value), step: 0 }]
    const said = { text: reply('Stiffness of aragonite is about 70 GPa.'), isEnded: true }
    expect(measureSample(said, { ...valued, book }, elsewhere).right).toBe(1)
  })

  test('that copies another sentence is grounded and wrong', () => {
    expect(measure(reply(wrong))).toMatchObject({ format: 1, groundedWithoutQuestion: 1, right: 0, verbatim: 1 })
  })

  test('that repeats the question is not grounded once its words are left out', () => {
    expect(measure(reply('Organic layers deflect a structure.'))).toMatchObject({ groundedWithoutQuestion: 0 })
  })

  test('that invents, never closes, or says nothing is none of it', () => {
    expect(measure(reply('Quantum foam teleports photons into neutron stars.'))).toMatchObject({
      grounded: 0,
      right: 0,
    })
    expect(measure(`<|thinking|>\n${right}`)).toMatchObject({ format: 0, grounded: 0, right: 0 })
    expect(measure('')).toMatchObject({ format: 0, grounded: 0, words: 0, repetition: 0 })
    expect(measure(right)).toMatchObject({ format: 0, right: 1 })
  })

  test('that loops shows it', () => {
    expect(measure('one two three one two three one two three').repetition).toBeCloseTo(4 / 7, 9)
    expect(measure(`${reply(right)}\n<|/thinking|>\n${right}\n<|/thinking|>\n${right}`).repetition).toBeGreaterThan(0.4)
  })

  test('may say in the answer what it thought, without repeating itself', () => {
    expect(measure(reply(right)).repetition).toBe(0)
    expect(measure(reply(`${right} ${right}`)).repetition).toBeGreaterThan(0.2)
  })
})

test('the interval of a mean holds the mean, shrinks with more values, and is the same each time', () => {
  const values = Array.from({ length: 20 }, (_, index) => index % 2)
  const few = bootstrapMean(values, createRandom(1))
  expect(few.mean).toBe(0.5)
  expect(few.low).toBeLessThan(0.5)
  expect(few.high).toBeGreaterThan(0.5)
  const many = bootstrapMean([...values, ...values, ...values, ...values], createRandom(1))
  expect(many.high - many.low).toBeLessThan(few.high - few.low)
  expect(bootstrapMean(values, createRandom(1))).toEqual(few)
})

test('policies are compared on the same tasks, and drawn', () => {
  const tasks = [task, elsewhere].map((each, index) => ({ ...each, id: `task_${index}` })) as Task[]
  const summaries = [right, wrong].map((answer) =>
    summariseSamples(
      tasks,
      tasks.map(({ id }) => ({ taskId: id, text: reply(answer), isEnded: true })),
    ),
  )
  const preference = { pairs: 0, accuracy: 0, margin: 0, chosenLogProbability: 0, badlyRanked: 0 }
  const compared = comparePolicies(
    summaries.map((summary, index) => ({
      policy: index === 0 ? 'base' : 'r1',
      profile: 'open-book',
      score: 0,
      summary,
      preference,
      samples: [],
    })),
  )
  expect(compared.policies[0]!.againstBase).toBeUndefined()
  expect(compared.policies[1]!.againstBase!['right']!.mean).toBe(-0.5)
  expect(drawMeasures(compared)).toMatch(/^<svg[^]*right sentence/)
})

test('a thinking that quotes another sentence than the nearest is rewritten, and asked from once', async () => {
  const book = [wrong, right].map((text) => ({ sentence: sentence(text) }))
  const asking = { id: 't', question: 'Organic layers deflect which structure?', trainingPrompt: 'a', book }
  const quoting = (quote: string) => `<|thinking|>\nTopic: layers\nEvidence: ${quote}\n<|/thinking|>\n${quote}`
  const prefills: string[] = []
  const policy = createFakeChatModel(({ prefill = '' }) => {
    prefills.push(prefill)
    return /^Evidence: (.*)$/m.exec(prefill)![1]!
  })
  const sample = (text: string) => [{ taskId: 't', text, isEnded: true }]
  const [second, third] = await recurseSamples([asking], sample(quoting(wrong)), policy, { answers: 3 })
  expect(prefills).toEqual([
    `<|thinking|>\nTopic: Organic layers deflect which structure\nEvidence: ${right}\n<|/thinking|>\n`,
  ])
  expect(measureSample(second![0]!, task, elsewhere)).toMatchObject({ format: 1, right: 1 })
  expect(third).toEqual(second)

  const excerpt = quoting('protein deflect cracks between aragonite tablets.')
  expect(await recurseSamples([asking], sample(excerpt), policy, { answers: 2 })).toEqual([sample(excerpt)])
  expect(prefills).toHaveLength(1)
})

test('an answer that follows exchanged thinking is told from one that does not', async () => {
  const tasks = [{ trainingPrompt: 'a' }, { trainingPrompt: 'b' }]
  const thoughts = ['Organic layers deflect cracks.', 'Steel rods rust quickly.']
  const samples = thoughts.map((thought, index) => ({
    taskId: String(index),
    text: `<|thinking|>\n${thought}\n<|/thinking|>\n${thought}`,
    isEnded: true,
  }))
  const follower = createFakeChatModel(({ prefill = '' }) => prefill.split('\n')[1]!)
  expect(await swapThinking(tasks, samples, follower)).toEqual({ tasks: 2, changed: 1, follows: 1 })
  const stubborn = createFakeChatModel(({ messages }) => (messages[0]!.content === 'a' ? thoughts[0]! : thoughts[1]!))
  expect(await swapThinking(tasks, samples, stubborn)).toEqual({ tasks: 2, changed: 0, follows: 0 })
})
