import { pointwise } from '#agents/training/tape/pointwise.ts'
import type { Tape, Value } from '#agents/training/tape/tape.ts'
import type { Objective } from './objective.ts'

/** One number a pair each, all of the same shape. */
export interface LossParts {
  /** Sum of the log-probabilities under the mask; mean for ORPO. */
  readonly chosen: Value
  readonly rejected: Value
  /** The same sums under the reference; unused by SFT and ORPO. */
  readonly referenceChosen: Value
  readonly referenceRejected: Value
  /** Mean negative log-likelihood of `chosen`. */
  readonly likelihood: Value
}

/** Mean log-probabilities stay this far below 0, so that 1 - e^A is never 0. */
const closestToZero = -1e-6

/** Records the loss of each pair. Formulas: `Objective`. */
export function buildLoss(tape: Tape, objective: Objective, parts: LossParts): Value {
  const { add, subtract, multiply, affine, exp, log, logistic, softplus, atMost } = pointwise(tape)
  const { chosen, rejected, referenceChosen, referenceRejected, likelihood } = parts

  switch (objective.method) {
    case 'sft':
      return likelihood
    case 'orpo': {
      // ln odds(A) = A - ln(1 - e^A); -ln s(z) = softplus(-z).
      const logOdds = (mean: Value): Value => {
        const below = atMost(mean, closestToZero)
        return subtract(below, log(affine(exp(below), -1, 1)))
      }
      const z = subtract(logOdds(chosen), logOdds(rejected))
      return add(likelihood, affine(softplus(affine(z, -1)), objective.beta))
    }
    case 'dpo': {
      const z = scaledMargin(objective.beta)
      const epsilon = objective.epsilon
      const right = affine(softplus(affine(z, -1)), 1 - epsilon)
      return withLikelihood(epsilon === 0 ? right : add(right, affine(softplus(z), epsilon)), objective.sftWeight)
    }
    case 'exo_pair': {
      const z = scaledMargin(objective.beta)
      const q = logistic(z)
      const logRight = affine(softplus(affine(z, -1)), -1, -Math.log(1 - objective.epsilon))
      const logWrong = affine(softplus(z), -1, -Math.log(objective.epsilon))
      return withLikelihood(add(multiply(q, logRight), multiply(affine(q, -1, 1), logWrong)), objective.sftWeight)
    }
  }

  function scaledMargin(beta: number): Value {
    const margin = subtract(subtract(chosen, referenceChosen), subtract(rejected, referenceRejected))
    return affine(margin, beta)
  }
  function withLikelihood(loss: Value, weight: number): Value {
    return weight === 0 ? loss : add(loss, affine(likelihood, weight))
  }
}
