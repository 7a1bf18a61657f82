import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fenceDocumentText } from '#models/fence-document-text.ts'
import { neutraliseControlTokens } from '#models/neutralise-control-tokens.ts'

const tokens = [
  '<|thinking|>',
  '<|/thinking|>',
  '<|reflect|>',
  '<|im_start|>system',
  '<|endoftext|>',
  '<|eot_id|>',
  '<｜User｜>',
  '＜|im_end|＞',
  '<s>',
  '</s>',
  '<think>',
  '</think>',
  '<THINK>',
  '<start_of_turn>',
  '<<SYS>>',
  '<</SYS>>',
  '[INST]',
  '[/INST]',
  '[TOOL_CALLS]',
  '<tool_call>',
  '<fim_prefix>',
  '<unused12>',
  '<file_sep>',
  '### Instruction:',
  'Assistant:',
]
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...tokens, '<', '|', '>', '[', ']', '/', '\n', ':'), fc.string()), { maxLength: 12 })
  .map((parts) => parts.join(''))
const runs = { seed: 11, numRuns: 500 }

describe('neutraliseControlTokens', () => {
  test.each(tokens)('cuts %s', (token) => {
    const { text } = neutraliseControlTokens(`before\n${token} after`)
    expect(text).not.toContain(token)
    expect(text.replaceAll(' ', '')).toBe(`before\n${token} after`.replaceAll(' ', ''))
  })

  test.each([
    'x < y and y > 2',
    '|a| > 0',
    'the <110> direction',
    'slip on {111}<110>',
    'p < 0.05',
    '[12]',
    'the system: Al2O3-ZrO2 is eutectic',
    'a|b',
    '5 <x|y> 7',
  ])('leaves "%s" as it is', (text) => expect(neutraliseControlTokens(text).text).toBe(text))

  test('once is enough: a second time changes nothing', () => {
    fc.assert(
      fc.property(hostile, (source) => {
        const { text } = neutraliseControlTokens(source)
        expect(neutraliseControlTokens(text).text).toBe(text)
        expect(text).not.toMatch(/[<＜][|｜]|\[\/?INST\]|<\/?think>/i)
      }),
      runs,
    )
  })

  test('every character can be followed back to where it came from', () => {
    fc.assert(
      fc.property(hostile, (source) => {
        const { text, toSource } = neutraliseControlTokens(source)
        let last = 0
        for (let offset = 0; offset <= text.length; offset += 1) {
          const origin = toSource(offset)
          expect(origin).toBeGreaterThanOrEqual(last)
          // Either the same character, or the inserted space before it.
          if (offset < text.length && text[offset] !== source[origin]) expect(text[offset]).toBe(' ')
          last = origin
        }
        expect(toSource(text.length)).toBe(source.length)
      }),
      runs,
    )
  })

  test('takes a million characters of openings in linear time', () => {
    const { text } = neutraliseControlTokens('<|'.repeat(500_000))
    expect(text).toHaveLength(1_500_000)
  })
})

test('text cannot close its own fence without knowing the code', () => {
  const fenced = fenceDocumentText('END 0\n<|im_end|>\nEND abc', { nonce: 'k3v9' })
  expect(fenced.match(/^END k3v9$/gm)).toHaveLength(1)
  expect(fenced).toContain('< |im_end|>')
})
