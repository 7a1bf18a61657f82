import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { ChatModel, ChatRequest, ChatUsage } from '#models/chat-model.ts'

const question: ChatRequest = {
  messages: [
    { role: 'system', content: 'You answer in one short sentence.' },
    { role: 'user', content: 'What is nacre made of?' },
  ],
  maxTokens: 12,
  temperature: 0,
}

/** What every `ChatModel` promises; what it says not to support is skipped by name. */
export function describeChatModel(name: string, open: () => Promise<ChatModel>, supports: ChatModel['supports']): void {
  describe(`${name} as a ChatModel`, () => {
    let model: ChatModel
    beforeAll(async () => {
      model = await open()
    })
    afterAll(() => model.close())

    test('says what it supports', () => {
      expect(model.supports).toEqual(supports)
      expect(model.id).not.toBe('')
      expect(model.contextWindow).toBeGreaterThan(0)
    })

    test('replies and counts tokens', async () => {
      const reply = await model.complete(question)
      expect(reply.text).not.toBe('')
      expect(reply.usage.inputTokens).toBeGreaterThan(0)
      expect(reply.usage.outputTokens).toBeGreaterThan(0)
      expect(reply.usage.outputTokens).toBeLessThanOrEqual(12)
      expect(reply.usage.cachedInputTokens).toBeLessThanOrEqual(reply.usage.inputTokens)
    })

    test('says when a reply was cut', async () => {
      const { stopReason, usage } = await model.complete({ ...question, maxTokens: 3 })
      expect({ stopReason, outputTokens: usage.outputTokens }).toEqual({ stopReason: 'length', outputTokens: 3 })
    })

    test('streams pieces that joined are the text', async () => {
      const pieces: string[] = []
      const reply = await model.stream(question, (piece) => pieces.push(piece))
      expect(pieces.length).toBeGreaterThan(1)
      expect(pieces.join('')).toBe(reply.text)
      expect(reply.text).toBe((await model.complete(question)).text)
    })

    test('ends before a stop text', async () => {
      const { text } = await model.complete(question)
      const middle = Math.floor(text.length / 2)
      const stop = text.slice(middle, middle + 5)
      const reply = await model.complete({ ...question, stop: [stop] })
      expect(reply.text).toBe(text.slice(0, text.indexOf(stop)))
      // Some servers say "stop" for the natural end too.
      expect(reply.stopReason).not.toBe('length')
    })

    test('gives JSON that the schema takes', async () => {
      const schema = z.object({ mineral: z.enum(['aragonite', 'calcite']), hardness: z.int() })
      const reply = await model.complete({ ...question, maxTokens: 60, format: { kind: 'json', schema } })
      expect(schema.safeParse(JSON.parse(reply.text)).success).toBe(true)
    })

    test('says when the JSON was cut', async () => {
      const format = { kind: 'json', schema: z.object({ mineral: z.string().min(100) }) } as const
      await expect(model.complete({ ...question, maxTokens: 4, format })).rejects.toMatchObject({
        code: 'invalid-model-output',
      })
    })

    test('does nothing when it is already cancelled', async () => {
      await expect(model.complete(question, { signal: AbortSignal.abort() })).rejects.toMatchObject({
        code: 'cancelled',
      })
    })

    test('stops in the middle of a reply when it is cancelled', async () => {
      const cancel = new AbortController()
      const pieces: string[] = []
      const reply = model.stream(
        { ...question, maxTokens: 200 },
        (piece) => {
          pieces.push(piece)
          cancel.abort()
        },
        { signal: cancel.signal },
      )
      await expect(reply).rejects.toMatchObject({ code: 'cancelled' })
      expect(pieces).toHaveLength(1)
    })

    test('answers calls that come at the same time, each its own', async () => {
      const other: ChatRequest = { ...question, messages: [{ role: 'user', content: 'Name a metal.' }] }
      const together = await Promise.all([model.complete(question), model.complete(other), model.complete(question)])
      expect(together[2].text).toBe(together[0].text)
      expect(together[1].text).toBe((await model.complete(other)).text)
    })

    test.runIf(supports.prefill)('goes on from the prefill without repeating it', async () => {
      const reply = await model.complete({ ...question, prefill: 'Nacre is made of', maxTokens: 8 })
      expect(reply.text).not.toContain('Nacre is made of')
    })
    if (!supports.prefill) test.skip('prefill: the server goes its own way after an assistant turn')

    test.runIf(supports.grammar)('follows a grammar', async () => {
      const format = { kind: 'grammar', gbnf: 'root ::= "it is " ("hard" | "soft") "."' } as const
      expect((await model.complete({ ...question, format })).text).toMatch(/^it is (hard|soft)\.$/)
    })
    if (!supports.grammar) {
      test('refuses a grammar', async () => {
        const format = { kind: 'grammar', gbnf: 'root ::= "a"' } as const
        await expect(model.complete({ ...question, format })).rejects.toMatchObject({ code: 'invalid-input' })
      })
    }

    test.runIf(supports.seed)('repeats itself with the same seed', async () => {
      const random: ChatRequest = { ...question, temperature: 1, seed: 5, lane: 'check' }
      const first = await model.complete(random)
      await model.complete({
        ...random,
        messages: [{ role: 'user', content: 'Something else, to disturb the cache.' }],
      })
      expect((await model.complete(random)).text).toBe(first.text)
      const others = await Promise.all([6, 7, 8].map((seed) => model.complete({ ...random, seed })))
      expect(others.some(({ text }) => text !== first.text)).toBe(true)
    })
    if (!supports.seed) test.skip('seed: not every provider honours it')

    test.runIf(supports.choices)('weighs choices', async () => {
      const costs: ChatUsage[] = []
      const onUsage = (usage: ChatUsage): void => void costs.push(usage)
      const weights = await model.weighChoices(question, ['yes', 'no', 'maybe'], { onUsage })
      expect(costs).toHaveLength(1)
      expect(costs[0]!.inputTokens).toBeGreaterThan(0)
      expect(weights).toHaveLength(3)
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 6)
      expect(weights.every((weight) => weight > 0 && weight < 1)).toBe(true)
      const swapped = await model.weighChoices(question, ['maybe', 'yes', 'no'])
      expect(swapped[1]).toBeCloseTo(weights[0]!, 6)
    })
    if (!supports.choices) {
      test('refuses to weigh choices', async () => {
        await expect(model.weighChoices(question, ['yes', 'no'])).rejects.toMatchObject({ code: 'invalid-input' })
      })
    }
  })
}
