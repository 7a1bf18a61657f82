import { describe, expect, test } from 'vitest'
import { buildLoss } from '#agents/training/loss/build-loss.ts'
import type { Objective } from '#agents/training/loss/objective.ts'
import { openOnnxSession, type Feed } from '#agents/training/onnx-session.ts'
import { createTape } from '#agents/training/tape/tape.ts'
import { gradientCosine } from './check-gradients.ts'

const names = ['chosen', 'rejected', 'referenceChosen', 'referenceRejected', 'likelihood'] as const
type Parts = Readonly<Partial<Record<(typeof names)[number], number>>>

async function lossOf(objective: Objective, parts: Parts, real: 'float32' | 'float64'): Promise<number> {
  const tape = createTape(real)
  const [chosen, rejected, referenceChosen, referenceRejected, likelihood] = names.map((name) =>
    tape.input(name, [1, 1]),
  )
  const loss = buildLoss(tape, objective, {
    chosen: chosen!,
    rejected: rejected!,
    referenceChosen: referenceChosen!,
    referenceRejected: referenceRejected!,
    likelihood: likelihood!,
  })
  const session = await openOnnxSession(tape.finish({ loss: { value: loss, shape: [1, 1] } }), { threads: 1 })
  const feeds = names.map((name): [string, Feed] => {
    const value = [parts[name] ?? 0]
    return [name, { data: real === 'float32' ? Float32Array.from(value) : Float64Array.from(value), shape: [1, 1] }]
  })
  const outputs = await session.run(Object.fromEntries(feeds))
  await session.close()
  return outputs['loss']![0]!
}

const orpo: Objective = { method: 'orpo', beta: 0.1 }
const dpo = (beta: number, epsilon = 0): Objective => ({ method: 'dpo', beta, epsilon, sftWeight: 0 })
const exo = (beta: number, epsilon = 0.005): Objective => ({ method: 'exo_pair', beta, epsilon, sftWeight: 0 })
const apart = { chosen: -40, rejected: -55, referenceChosen: -42, referenceRejected: -50 }
const misranked = { ...apart, chosen: -55, rejected: -40 }

/** Computed by hand from the formulas of the papers that `Objective` names. */
const golden: readonly (readonly [Objective, Parts, number])[] = [
  [orpo, { chosen: -0.5, rejected: -1.2, likelihood: 0.6 }, 0.624655311],
  [orpo, { chosen: -1.2, rejected: -0.5, likelihood: 0.6 }, 0.752092283],
  [orpo, { chosen: -0.8, rejected: -0.8, likelihood: 0.9 }, 0.969314718],
  [dpo(0.1), apart, 0.403186049],
  [dpo(0.5, 0.005), apart, 0.047250418],
  [exo(0.5), apart, 0.027827888],
  [exo(0.1), apart, 1.1259412],
  [exo(0.5), { chosen: -42, rejected: -50, referenceChosen: -42, referenceRejected: -50 }, 1.958517774],
  [exo(0.5), misranked, 5.29813712],
  [exo(0.5, 0.001), apart, 0.071109664],
]

describe('losses', () => {
  test.each(golden)('%j of %j is %d', async (objective, parts, expected) => {
    expect(Math.abs((await lossOf(objective, parts, 'float64')) - expected)).toBeLessThan(1e-6)
    expect(Math.abs((await lossOf(objective, parts, 'float32')) - expected)).toBeLessThan(2e-6)
  })

  test('a likelihood beside the preference is added with its weight', async () => {
    const parts = { ...apart, likelihood: 2 }
    expect(await lossOf({ ...dpo(0.1), sftWeight: 0.25 } as Objective, parts, 'float64')).toBeCloseTo(0.903186049, 6)
    expect(await lossOf({ method: 'sft' }, parts, 'float64')).toBe(2)
  })

  test('mean log-probabilities of 0 give a finite odds ratio', async () => {
    expect(await lossOf(orpo, { chosen: 0, rejected: -1, likelihood: 0 }, 'float32')).toBeGreaterThan(0)
  })

  test.each([orpo, { ...dpo(0.5, 0.1), sftWeight: 0.3 }, { ...exo(0.5, 0.01), sftWeight: 0.3 }] as Objective[])(
    'the gradient of %j is that of central differences',
    async (objective) => {
      const cosine = await gradientCosine(
        { chosen: [3, 1], rejected: [3, 1], likelihood: [3, 1] },
        (tape, { chosen, rejected, likelihood }) => {
          const zero = tape.constant([0], [])
          return buildLoss(tape, objective, {
            chosen: chosen!,
            rejected: rejected!,
            likelihood: likelihood!,
            referenceChosen: zero,
            referenceRejected: zero,
          })
        },
        { output: [3, 1], shift: -1.5 },
      )
      expect(cosine).toBeGreaterThan(0.9999)
    },
  )
})
