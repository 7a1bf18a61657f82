import { describe, expect, it } from 'vitest'
import { phraseStepQuestion } from '#agents/training/rounds/phrase-step-question.ts'
import type { PathStep } from '#core/task.ts'

function has(property: string, material: string, text: string): PathStep {
  return {
    subject: material,
    subjectType: 'Material',
    type: 'HAS_PROPERTY',
    predicate: 'has',
    object: property,
    objectType: 'Property',
    evidence: { chunkId: 'c', documentId: 'd', start: 0, end: text.length, text },
  }
}

describe('phraseStepQuestion', () => {
  it('asks for a property where a clause begins with it', () => {
    const statements = [
      'The density of nickel is about 8.9 g cm−3.',
      'Nickel melts at 1455 °C, and the density of nickel is about 8.9 g cm−3.',
      'Nickel has a density of 8.9 g cm−3.',
    ]
    for (const text of statements)
      expect(phraseStepQuestion(has('density', 'nickel', text)), text).toBe('What is the density of nickel?')
  })

  it('does not ask what a property is of a sentence that says what changes it', () => {
    const text = 'Each 1 wt% of lithium reduces the density of aluminium by about 3 %.'
    expect(phraseStepQuestion(has('density', 'aluminium', text))).toBeUndefined()
  })

  it('does not ask about what the sentence does not name', () => {
    expect(phraseStepQuestion(has('density', 'nickel', 'The density is high.'))).toBeUndefined()
  })

  it('asks any other relation by its verb', () => {
    const text = 'Fluoride reduces the solubility of tooth enamel.'
    const step = { ...has('solubility', 'fluoride', text), type: 'INFLUENCES' as const, predicate: 'reduces' }
    expect(phraseStepQuestion(step)).toBe('Fluoride reduces which property?')
  })
})
