import type { TokenBudget } from '#models/budgeted-chat-model.ts'
import type { Judgement, Verifier } from './verifier.ts'

/** A judgement reads about this many tokens; one that would cost more than is left is not begun. */
const tokensOfJudgement = 200

/** The same verifier within a budget of tokens that it shares with the models it judges. Errors: `budget-exceeded`. */
export function createBudgetedVerifier(verifier: Verifier, budget: TokenBudget): Verifier {
  const spend = async (judge: () => Promise<Judgement>): Promise<Judgement> => {
    const reservation = budget.reserve(tokensOfJudgement)
    let used = 0
    try {
      const judgement = await judge()
      used = judgement.usage.inputTokens + judgement.usage.outputTokens
      return judgement
    } finally {
      reservation.settle(used)
    }
  }
  return {
    id: verifier.id,
    support: (claim, evidence, options) => spend(() => verifier.support(claim, evidence, options)),
    answers: (question, text, options) => spend(() => verifier.answers(question, text, options)),
  }
}
