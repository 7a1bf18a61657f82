import { describe, expect, it } from 'vitest'
import { createOverlapVerifier } from '#agents/verify/create-overlap-verifier.ts'
import { rememberJudgements } from '#agents/verify/remember-judgements.ts'
import { verifyClaim } from '#agents/verify/verify-claim.ts'
import type { Verifier } from '#agents/verify/verifier.ts'

const sentences = [
  { text: 'The tensile strength of dragline silk is about 1 GPa.' },
  { text: 'Hydration softens the organic sheets of nacre [12].' },
  { text: 'Cracks follow the weak organic sheets of nacre.' },
]

/** Says the same to everything and counts how often it was asked. */
function createStubbornVerifier(probability: number): Verifier & { asked: number } {
  const judge = (): Promise<{
    probability: number
    usage: { calls: number; inputTokens: number; outputTokens: number }
  }> => {
    verifier.asked += 1
    return Promise.resolve({ probability, usage: { calls: 1, inputTokens: 10, outputTokens: 0 } })
  }
  const verifier = { id: 'stubborn', asked: 0, support: judge, answers: judge }
  return verifier
}

describe('verifyClaim', () => {
  it('takes a copied sentence as supported, reference marks apart, without asking', async () => {
    const verifier = createStubbornVerifier(0)
    const verified = await verifyClaim('Hydration softens the organic sheets of nacre.', sentences, verifier)
    expect(verified).toMatchObject({ support: 1, isSupported: true, evidence: [sentences[1]] })
    expect(verifier.asked).toBe(0)
  })

  it('refuses a number that no sentence states, without asking', async () => {
    const verifier = createStubbornVerifier(1)
    const verified = await verifyClaim('Dragline silk has a tensile strength of 3 GPa.', sentences, verifier)
    expect(verified).toMatchObject({ support: 0, isSupported: false, reason: 'no evidence states 3 GPa' })
    expect(verifier.asked).toBe(0)
  })

  it('asks the verifier about the two sentences nearest to the claim', async () => {
    const verified = await verifyClaim('Cracks in nacre follow organic sheets.', sentences, createStubbornVerifier(0.7))
    expect(verified.evidence).toEqual([sentences[2], sentences[1]])
    expect(verified).toMatchObject({ support: 0.7, isSupported: true, usage: { calls: 1 } })
  })

  it('wants more than half a belief in a claim that brings in words of its own', async () => {
    const claim = 'Cracks in nacre follow ionic polymer sheets.'
    expect(await verifyClaim(claim, sentences, createStubbornVerifier(0.7))).toMatchObject({ isSupported: false })
    expect(await verifyClaim(claim, sentences, createStubbornVerifier(0.9))).toMatchObject({ isSupported: true })
  })
})

describe('createOverlapVerifier', () => {
  const verifier = createOverlapVerifier()
  const support = async (claim: string, ...evidence: string[]): Promise<number> =>
    (await verifier.support(claim, evidence)).probability

  it('supports a claim whose words the evidence has', async () => {
    expect(
      await support('Organic sheets deflect cracks in nacre.', 'Cracks in nacre are deflected by organic sheets.'),
    ).toBe(1)
  })

  it.each([
    ['another unit', 'Silk has a strength of 1 GPa.', 'Silk has a strength of 1 MPa.'],
    ['a negation', 'Nacre is not tough.', 'Nacre is tough.'],
    ['the other direction', 'Carbon lowers the hardness of steel.', 'Carbon increases the hardness of steel.'],
    ['no shared words', 'Tin melts early.', 'Silk is strong.'],
  ])('does not support %s', async (_name, claim, evidence) => {
    expect(await support(claim, evidence)).toBeLessThan(0.5)
  })

  it('supports nothing without evidence', async () => {
    expect(await support('Nacre is tough.')).toBe(0)
  })
})

describe('rememberJudgements', () => {
  it('asks once for the same claim and evidence, and tells it again at no cost', async () => {
    const verifier = createStubbornVerifier(0.6)
    const remembering = rememberJudgements(verifier)
    await remembering.support('a', ['b'])
    const again = await remembering.support('a', ['b'])
    expect(again).toEqual({ probability: 0.6, usage: { calls: 0, inputTokens: 0, outputTokens: 0 } })
    await remembering.answers('a', 'b')
    expect(verifier.asked).toBe(2)
  })
})
