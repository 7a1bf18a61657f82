import { describe, expect, it } from 'vitest'
import { phraseStepQuestion } from '#agents/training/rounds/phrase-step-question.ts'
import { writePropertyStep } from './write-property-step.ts'

describe('phraseStepQuestion', () => {
  it('asks for a property where a clause begins with it', () => {
    const statements = [
      'The density of nickel is about 8.9 g cm−3.',
      'Nickel melts at 1455 °C, and the density of nickel is about 8.9 g cm−3.',
      'Nickel has a density of 8.9 g cm−3.',
    ]
    for (const text of statements)
      expect(phraseStepQuestion(writePropertyStep('nickel', 'density', text)), text).toBe(
        'What is the density of nickel?',
      )
  })

  it('does not ask what a property is of a sentence that says what changes it', () => {
    const text = 'Each 1 wt% of lithium reduces the density of aluminium by about 3 %.'
    expect(phraseStepQuestion(writePropertyStep('aluminium', 'density', text))).toBeUndefined()
  })

  it('does not ask about what the sentence does not name', () => {
    expect(phraseStepQuestion(writePropertyStep('nickel', 'density', 'The density is high.'))).toBeUndefined()
  })

  it('asks any other relation by its verb', () => {
    const text = 'Fluoride reduces the solubility of tooth enamel.'
    const step = {
      ...writePropertyStep('fluoride', 'solubility', text),
      type: 'INFLUENCES' as const,
      predicate: 'reduces',
    }
    expect(phraseStepQuestion(step)).toBe('Fluoride reduces which property?')
  })
})
