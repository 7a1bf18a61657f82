import { expect, test } from 'vitest'
import { quoteExcerpt } from '#agents/training/rounds/quote-excerpt.ts'
import type { PathStep } from '#core/task.ts'

const step = (subject: string, object: string, text: string): PathStep => ({
  subject,
  subjectType: 'Material',
  type: 'HAS_PROPERTY',
  predicate: 'has',
  object,
  objectType: 'Property',
  evidence: { chunkId: 'c', documentId: 'd', start: 100, end: 100 + text.length, text },
})

test('begins at the first of the two names, where the question leads', () => {
  const text = 'In dry air the hardness of zircon is about 12 GPa, far above that of window glass.'
  const excerpt = quoteExcerpt(step('zircon', 'hardness', text), 'What is the hardness of zircon?')
  expect(excerpt.text).toBe('hardness of zircon is about 12 GPa, far above that of window glass.')
  expect(text.slice(excerpt.start - 100, excerpt.end - 100)).toBe(excerpt.text)
})

test('is the whole sentence where nothing new would follow', () => {
  const text = 'Boron at the grain boundaries raises the creep life of nickel aluminide.'
  const whole = step('nickel aluminide', 'creep life', text)
  expect(quoteExcerpt(whole, 'What is the creep life of nickel aluminide?')).toBe(whole.evidence)
})

test('is the whole sentence where letters change their number with their case', () => {
  const text = 'İİİİ alloys: the toughness of Zamak is seldom above twelve joules at room temperature in service.'
  const stated = step('Zamak', 'toughness', text)
  const { text: excerpt, start } = quoteExcerpt(stated, 'What is the toughness of Zamak?')
  expect(text.slice(start - 100)).toBe(excerpt)
})
