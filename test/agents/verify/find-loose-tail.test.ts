import { describe, expect, it } from 'vitest'
import { findLooseTail } from '#agents/verify/find-loose-tail.ts'

const sentences = [
  'Water strongly affects nacre by softening the organic sheets.',
  'Hydration allows larger platelet sliding and raises the tensile strain of nacre.',
  'Crack deflection increases the fracture toughness, because cracks follow weak organic sheets.',
]

describe('findLooseTail', () => {
  it('finds a consequence that is told of something else', () => {
    const claim = 'Hydration softens the organic sheets of nacre, thereby enhancing fracture toughness.'
    expect(findLooseTail(claim, sentences)).toEqual({
      head: 'Hydration softens the organic sheets of nacre.',
      tail: 'enhancing fracture toughness',
    })
  })

  it.each([
    'Hydration softens the sheets, allowing larger platelet sliding.',
    'Crack deflection lets cracks follow organic sheets, which increases fracture toughness.',
    'Hydration softens the sheets, making swimming easier.',
    'Hydration softens the organic sheets.',
  ])('finds nothing in: %s', (claim) => {
    expect(findLooseTail(claim, sentences)).toBeUndefined()
  })
})
