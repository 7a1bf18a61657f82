import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSentinelParser, parseSentinels, sentinels, type SentinelEvent } from '#agents/think/sentinel-parser.ts'

const T = sentinels.thinking.open
const t = sentinels.thinking.close
const R = sentinels.reflection.open
const r = sentinels.reflection.close

/** Texts made of markers, near-markers and arbitrary pieces, so that every order of markers comes up. */
const replies = fc
  .array(
    fc.oneof(fc.constantFrom(T, t, R, r, '<|', '<|thin', '|>', '<', 'NONE', '\n'), fc.string({ unit: 'binary' })),
    {
      maxLength: 12,
    },
  )
  .map((pieces) => pieces.join(''))

function pushAll(pieces: readonly string[]): SentinelEvent[] {
  const parser = createSentinelParser()
  const events = pieces.flatMap((piece) => parser.push(piece))
  return [...events, ...parser.end().events]
}

function cut(text: string, points: readonly number[]): string[] {
  const at = [...new Set(points.map((point) => point % (text.length + 1)))].toSorted((a, b) => a - b)
  return [0, ...at].map((start, index) => text.slice(start, at[index] ?? text.length))
}

function joined(events: readonly SentinelEvent[]): SentinelEvent[] {
  const result: SentinelEvent[] = []
  for (const event of events) {
    const last = result.at(-1)
    if (event.kind === 'text' && last?.kind === 'text' && last.region === event.region) {
      result[result.length - 1] = { ...last, text: last.text + event.text }
    } else result.push(event)
  }
  return result
}

describe('parseSentinels names how the markers stood', () => {
  it.each([
    ['a closed block', `${T}a${t}b`, 'closed', ['a'], 'b'],
    ['a start only: the answer was cut', `x${T}a`, 'unclosed', ['a'], ''],
    ['an end only: the start was prefilled', `a${t}b`, 'unopened', ['a'], 'b'],
    ['neither', 'just an answer', 'absent', [], 'just an answer'],
    ['an end before the start', `a${t}b${T}c`, 'inverted', ['a', 'c'], 'b'],
    ['nested starts', `${T}a${T}b${t}c`, 'nested', ['ab'], 'c'],
    ['nested starts with both ends', `${T}a${T}b${t}c${t}d`, 'nested', ['ab'], 'd'],
    ['several blocks', `${T}a${t}b${T}c${t}d`, 'several', ['a', 'c'], 'd'],
    ['a closed block and an open one', `${T}a${t}b${T}c`, 'several', ['a', 'c'], 'b'],
    ['an empty block', `${T}${t}b`, 'closed', [''], 'b'],
    ['the word NONE', 'NONE', 'absent', [], 'NONE'],
    ['nothing at all', '', 'absent', [], ''],
  ])('%s', (_name, reply, shape, thinking, answer) => {
    expect(parseSentinels(reply)).toMatchObject({ shape, thinking, answer })
  })

  it('keeps the reflection apart from thinking and answer', () => {
    const result = parseSentinels(`${T}a${t}\n${R}be careful${r}\nb`)
    expect(result).toMatchObject({
      shape: 'closed',
      reflectionShape: 'closed',
      thinking: ['a'],
      reflections: ['be careful'],
    })
    expect(result.answer.trim()).toBe('b')
  })

  it('goes on inside a block that a prefill has opened', () => {
    expect(parseSentinels(`a${t}b`, { inside: 'thinking' })).toMatchObject({
      shape: 'closed',
      thinking: ['a'],
      answer: 'b',
    })
  })
})

describe('createSentinelParser', () => {
  it('gives the same for text cut anywhere', () => {
    fc.assert(
      fc.property(replies, fc.array(fc.nat(), { maxLength: 20 }), (reply, points) => {
        const parser = createSentinelParser()
        for (const piece of cut(reply, points)) parser.push(piece)
        expect(parser.end().result).toEqual(parseSentinels(reply))
        expect(joined(pushAll(cut(reply, points)))).toEqual(joined(pushAll([reply])))
      }),
      { seed: 11, numRuns: 500 },
    )
  })

  it('puts every character into exactly one event and one part', () => {
    fc.assert(
      fc.property(replies, (reply) => {
        const events = pushAll([...reply])
        expect(events.map((event) => event.text).join('')).toBe(reply)
        expect(parseSentinels(reply).parts).toEqual(joined(events))
      }),
      { seed: 12, numRuns: 500 },
    )
  })

  it('never throws and never leaves a whole marker in a piece of text', () => {
    fc.assert(
      fc.property(replies, (reply) => {
        const texts = parseSentinels(reply).parts.filter((part) => part.kind === 'text')
        for (const { text } of texts) for (const marker of [T, t, R, r]) expect(text).not.toContain(marker)
      }),
      { seed: 13, numRuns: 500 },
    )
  })

  it('holds back no more than could still become a marker', () => {
    const parser = createSentinelParser()
    expect(parser.push('a < b <|think')).toEqual([{ kind: 'text', region: 'outside', text: 'a < b ' }])
    expect(parser.push('er')).toEqual([{ kind: 'text', region: 'outside', text: '<|thinker' }])
  })
})
