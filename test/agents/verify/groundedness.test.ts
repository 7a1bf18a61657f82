import { beforeAll, describe, expect, it } from 'vitest'
import { createOverlapVerifier } from '#agents/verify/create-overlap-verifier.ts'
import { supportThreshold } from '#agents/verify/verifier.ts'
import { verifyClaim } from '#agents/verify/verify-claim.ts'
import { areaUnderCurve, firstLateGroup, readCases, type ScoredCase } from '#test/bench/verifier/cases.ts'

/** The score of groundedness without a model, on cases made by hand. */
describe('groundedness without a model', () => {
  let scored: readonly ScoredCase[]
  beforeAll(async () => {
    const verifier = createOverlapVerifier()
    scored = await Promise.all(
      readCases().map(async (one) => {
        const { support, isSupported } = await verifyClaim(one.claim, [{ text: one.evidence }], verifier)
        return { ...one, score: support, isAccepted: isSupported, ms: 0 }
      }),
    )
  })
  const accepted = (kind: string): number => scored.filter((one) => one.kind === kind && one.isAccepted).length
  const share = (kind: string): number => accepted(kind) / scored.filter((one) => one.kind === kind).length

  it('has a case of every kind for each of 24 sentences', () => {
    expect(scored).toHaveLength(216)
    expect(new Set(scored.map(({ group }) => group)).size).toBe(24)
  })

  it('tells supported claims from all others', () => {
    expect(areaUnderCurve(scored.filter(({ group }) => group % 2 === 1))).toBeGreaterThanOrEqual(0.9)
    expect(areaUnderCurve(scored.filter(({ group }) => group >= firstLateGroup))).toBeGreaterThanOrEqual(0.8)
  })

  it.each([
    ['number changed', 0],
    ['unit changed', 0.15],
    ['negation', 0.1],
    ['other material', 0.1],
    ['direction reversed', 0.4],
    ['contradicted', 0.5],
  ])('refuses most claims of the kind: %s', (kind, most) => {
    expect(share(kind)).toBeLessThanOrEqual(most)
  })

  it('takes most supported claims', () => {
    expect(share('supported')).toBeGreaterThanOrEqual(0.75)
    expect(supportThreshold).toBe(0.5)
  })
})
