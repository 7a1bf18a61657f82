import { expect, test } from 'vitest'
import { createBudgetedVerifier } from '#agents/verify/create-budgeted-verifier.ts'
import type { Judgement, Verifier } from '#agents/verify/verifier.ts'
import { createTokenBudget } from '#models/budgeted-chat-model.ts'

/** For the control flow only: every judgement costs the same. */
function fakeVerifier(inputTokens: number): Verifier {
  const judge = (): Promise<Judgement> =>
    Promise.resolve({ probability: 1, usage: { calls: 1, inputTokens, outputTokens: 0 } })
  return { id: 'fake', support: judge, answers: judge }
}

test('takes what a judgement has cost from the budget, and begins none without room', async () => {
  const budget = createTokenBudget(500)
  const verifier = createBudgetedVerifier(fakeVerifier(150), budget)
  await verifier.support('Tin melts early.', ['Tin melts at 232 °C.'])
  await verifier.answers('When does tin melt?', 'Tin melts at 232 °C.')
  await verifier.answers('Where does tin melt?', 'Tin melts at 232 °C.')
  expect(budget.usedTokens).toBe(450)
  await expect(verifier.support('Tin melts late.', ['Tin melts at 232 °C.'])).rejects.toMatchObject({
    code: 'budget-exceeded',
  })
})

test('a judge that costs nothing takes nothing', async () => {
  const budget = createTokenBudget(300)
  const verifier = createBudgetedVerifier(fakeVerifier(0), budget)
  for (let claim = 0; claim < 5; claim++) await verifier.support(`Claim ${claim}.`, ['Tin melts at 232 °C.'])
  expect(budget.usedTokens).toBe(0)
})
