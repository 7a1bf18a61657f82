import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tidyAnswer } from '#agents/answer/tidy-answer.ts'

const tidy = (reply: string, isCut = false): string => tidyAnswer(reply, { isCut })

describe('tidyAnswer', () => {
  it.each([
    ['a label', '**Answer:** Nacre is tough.', 'Nacre is tough.'],
    ['talk of the evidence', 'The evidence shows that nacre is tough.', 'Nacre is tough.'],
    ['list marks and headings', '## Nacre\n- It is tough.\n- It bends.', 'Nacre It is tough. It bends.'],
    ['the question said again', 'Why is nacre tough? Cracks are deflected.', 'Cracks are deflected.'],
    ['a sentence said twice', 'Nacre is tough. Nacre is tough.', 'Nacre is tough.'],
    ['control tokens', 'Nacre is tough.<|im_end|>', 'Nacre is tough.< |im_end|>'],
  ])('takes away %s', (_name, reply, expected) => {
    expect(tidy(reply)).toBe(expected)
  })

  it('drops a last sentence that was cut', () => {
    expect(tidy('Nacre is tough. Its platelets sli', true)).toBe('Nacre is tough.')
  })

  it('keeps at most four sentences', () => {
    expect(tidy('One is a. Two is b. Three is c. Four is d. Five is e.')).toBe(
      'One is a. Two is b. Three is c. Four is d.',
    )
  })

  it('never throws and changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.lorem({ mode: 'sentences', maxCount: 6 }), (text) => {
        const once = tidy(text)
        expect(tidy(once)).toBe(once)
      }),
      { seed: 51, numRuns: 200 },
    )
  })
})
