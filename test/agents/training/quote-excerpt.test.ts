import { expect, test } from 'vitest'
import { quoteExcerpt } from '#agents/training/rounds/quote-excerpt.ts'
import { writePropertyStep } from './write-property-step.ts'

test('begins at the first of the two names, where the question leads', () => {
  const text = 'In dry air the hardness of zircon is about 12 GPa, far above that of window glass.'
  const excerpt = quoteExcerpt(writePropertyStep('zircon', 'hardness', text), 'What is the hardness of zircon?')
  expect(excerpt.text).toBe('hardness of zircon is about 12 GPa, far above that of window glass.')
  expect(text.slice(excerpt.start - 100, excerpt.end - 100)).toBe(excerpt.text)
})

test('is the whole sentence where nothing new would follow', () => {
  const text = 'Boron at the grain boundaries raises the creep life of nickel aluminide.'
  const whole = writePropertyStep('nickel aluminide', 'creep life', text)
  expect(quoteExcerpt(whole, 'What is the creep life of nickel aluminide?')).toBe(whole.evidence)
})

test('is the whole sentence where letters change their number with their case', () => {
  const text = 'İİİİ alloys: the toughness of Zamak is seldom above twelve joules at room temperature in service.'
  const stated = writePropertyStep('Zamak', 'toughness', text)
  const { text: excerpt, start } = quoteExcerpt(stated, 'What is the toughness of Zamak?')
  expect(text.slice(start - 100)).toBe(excerpt)
})
