import { expect, test } from 'vitest'
import { createBudgetedChatModel, createTokenBudget } from '#models/budgeted-chat-model.ts'
import { scriptedChatModel } from './scripted-chat-model.ts'

// 20 characters are taken for 10 tokens; the scripted model then says that it used 10 - 4 + 3 = 9.
const request = { messages: [{ role: 'user', content: 'x'.repeat(20) }], maxTokens: 5 } as const

test('counts what calls really cost and refuses the one that could be too much, before it starts', async () => {
  const scripted = scriptedChatModel(() => 'yes')
  const budget = createTokenBudget(30)
  const model = createBudgetedChatModel(scripted, budget)
  await model.complete(request)
  await model.stream(request, () => undefined)
  expect(budget.usedTokens).toBe(18)
  await expect(model.complete(request)).rejects.toMatchObject({
    code: 'budget-exceeded',
    message: expect.stringMatching(/15 tokens.*30.*12 left/),
  })
  expect(scripted.calls).toBe(2)
  expect(await model.weighChoices({ messages: request.messages }, ['a', 'b'])).toEqual([0.5, 0.5])
  expect(budget.usedTokens).toBe(27)
})

test('calls at the same time cannot overdraw together', async () => {
  const model = createBudgetedChatModel(
    scriptedChatModel(() => 'yes'),
    createTokenBudget(40),
  )
  const results = await Promise.allSettled([1, 2, 3].map(() => model.complete(request)))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
})

test('a failed call gives back what it held', async () => {
  const budget = createTokenBudget(15)
  const model = createBudgetedChatModel(
    scriptedChatModel((call) => (call === 1 ? new TypeError('oh') : 'yes')),
    budget,
  )
  await expect(model.complete(request)).rejects.toThrow('oh')
  expect((await model.complete(request)).text).toBe('yes')
})

test('one budget serves two models', async () => {
  const budget = createTokenBudget(20)
  const one = createBudgetedChatModel(
    scriptedChatModel(() => 'a'),
    budget,
  )
  const two = createBudgetedChatModel(
    scriptedChatModel(() => 'b'),
    budget,
  )
  await one.complete(request)
  await expect(two.complete(request)).rejects.toMatchObject({ code: 'budget-exceeded' })
})
