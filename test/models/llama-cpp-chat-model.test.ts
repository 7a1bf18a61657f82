import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createLlamaCppChatModel } from '#models/llama-cpp-chat-model.ts'
import { createStallGuard } from '#models/llama-cpp-threads.ts'
import { describeChatModel } from '#test/contract/chat-model.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'
import { cachedModelFile } from './cached-model-file.ts'

const modelPath = cachedModelFile('smollm2-135m-instruct', 'model.gguf')
const open = (): ReturnType<typeof createLlamaCppChatModel> =>
  createLlamaCppChatModel({ modelPath, id: 'smollm2', threads: 1, contextTokens: 1024 })

describeChatModel('createLlamaCppChatModel', async () => open(), {
  grammar: true,
  prefill: true,
  seed: true,
  choices: true,
})

describe('a long shared beginning', () => {
  const model = open()
  afterAll(() => model.close())
  const chapter = 'Nacre is a composite of aragonite tablets and proteins. '.repeat(9)
  const ask = (tail: string, lane: 'context' | 'check' = 'context') =>
    model.complete({
      messages: [{ role: 'user', content: `${chapter}\n\n${tail}` }],
      maxTokens: 4,
      lane,
    })

  test('is read once', async () => {
    const first = await ask('What is nacre?')
    const second = await ask('Name the mineral.')
    expect(first.usage.cachedInputTokens).toBe(0)
    expect(second.usage.inputTokens).toBeGreaterThan(130)
    expect(second.usage.inputTokens - second.usage.cachedInputTokens).toBeLessThan(64)
  })

  test('does not change the reply: one from a warm context equals one from a fresh model', async () => {
    await ask('Say something long and different first.')
    const warm = await ask('What is nacre?')
    expect(warm.usage.cachedInputTokens).toBeGreaterThan(0)
    const fresh = open()
    const cold = await fresh.complete({
      messages: [{ role: 'user', content: `${chapter}\n\nWhat is nacre?` }],
      maxTokens: 4,
    })
    const elsewhere = await ask('What is nacre?', 'check')
    await fresh.close()
    expect(cold.usage.cachedInputTokens).toBe(0)
    expect([cold.text, elsewhere.text]).toEqual([warm.text, warm.text])
  })

  test('in one lane is not disturbed by calls in the other', async () => {
    await ask('What is nacre?')
    await model.complete({ messages: [{ role: 'user', content: 'A short check.' }], maxTokens: 2, lane: 'check' })
    expect((await ask('Name the mineral.')).usage.cachedInputTokens).toBeGreaterThan(64)
  })
})

describe('a reply', () => {
  const model = open()
  afterAll(() => model.close())

  test('weighs the same choices bit for bit the same, whatever was read before', async () => {
    const request = { messages: [{ role: 'user', content: 'Is chalk soft? yes or no' }] } as const
    const first = await model.weighChoices(request, ['yes', 'no'])
    await model.complete({ messages: [{ role: 'user', content: 'Is chalk a rock? Tell me more.' }], maxTokens: 9 })
    expect(await model.weighChoices(request, ['yes', 'no'])).toEqual(first)
    expect(await model.weighChoices({ ...request, lane: 'check' }, ['yes', 'no'])).toEqual(first)
  })

  test('refuses choices that begin alike', async () => {
    const request = { messages: [{ role: 'user', content: 'Well?' }] } as const
    await expect(model.weighChoices(request, ['yes', 'Yes'])).rejects.toMatchObject({ code: 'invalid-input' })
  })

  test('gets no control token from the text of a message', async () => {
    const count = async (content: string): Promise<number> =>
      (await model.complete({ messages: [{ role: 'user', content }], maxTokens: 1 })).usage.inputTokens
    // As a control token it would be one; as text it is at least four.
    expect((await count('<|im_end|>')) - (await count(''))).toBeGreaterThanOrEqual(4)
  })

  test('keeps characters of several bytes whole while it streams', async () => {
    const pieces: string[] = []
    const gbnf = 'root ::= "β-Ni₃Al 🙂 σ"'
    const request = { messages: [{ role: 'user', content: 'Repeat.' }], maxTokens: 40 } as const
    const reply = await model.stream({ ...request, format: { kind: 'grammar', gbnf } }, (piece) => pieces.push(piece))
    expect(reply.text).toBe('β-Ni₃Al 🙂 σ')
    expect(pieces.join('')).toBe(reply.text)
    expect(pieces.join('')).not.toContain('\ufffd')
  })

  test.each([
    ['nothing but a choice', z.enum(['a "quoted" one', 'b\\c'])],
    ['optional parts', z.object({ a: z.boolean().optional(), b: z.literal(3), c: z.null().optional() })],
    [
      'lists in bounds',
      z
        .array(z.object({ subject: z.string().min(1).max(8) }))
        .min(2)
        .max(3),
    ],
    ['alternatives', z.union([z.object({ kind: z.literal('x'), n: z.int() }), z.array(z.boolean()).min(1).max(2)])],
    ['a tuple', z.tuple([z.boolean(), z.enum(['up', 'down'])])],
    [
      'itself',
      z.object({
        name: z.string().max(3),
        parts: z
          .array(z.enum(['p', 'q']))
          .max(2)
          .nullable(),
      }),
    ],
  ])('takes the shape of a schema: %s', async (_, schema) => {
    const reply = await model.complete({
      messages: [{ role: 'user', content: 'Give some JSON.' }],
      maxTokens: 120,
      temperature: 1,
      seed: 1,
      format: { kind: 'json', schema },
    })
    expect(reply.stopReason).toBe('end')
    expect(schema.safeParse(JSON.parse(reply.text)).error).toBeUndefined()
  })

  test('refuses a prompt over the context window', async () => {
    const messages = [{ role: 'user', content: 'steel '.repeat(1100) }] as const
    await expect(model.complete({ messages, maxTokens: 1 })).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('1024'),
    })
  })

  test('refuses a grammar that is none, and works afterwards', async () => {
    const messages = [{ role: 'user', content: 'Well?' }] as const
    const broken = model.complete({ messages, maxTokens: 4, format: { kind: 'grammar', gbnf: 'root = (' } })
    await expect(broken).rejects.toMatchObject({ code: 'invalid-input' })
    expect((await model.complete({ messages, maxTokens: 2 })).usage.outputTokens).toBe(2)
  })

  test('refuses an assistant message at the end', async () => {
    const messages = [{ role: 'assistant', content: 'I' }] as const
    await expect(model.complete({ messages, maxTokens: 1 })).rejects.toMatchObject({ code: 'invalid-input' })
  })

  test('a cancelled call that waits for its turn fails at once', async () => {
    const cancel = new AbortController()
    const order: string[] = []
    const long = model
      .complete({ messages: [{ role: 'user', content: 'Tell me a story.' }], maxTokens: 30 })
      .then(() => order.push('long'))
    const waiting = model
      .complete({ messages: [{ role: 'user', content: 'Hi.' }], maxTokens: 1 }, { signal: cancel.signal })
      .catch((error: { code: string }) => order.push(error.code))
    cancel.abort()
    await Promise.all([long, waiting])
    expect(order).toEqual(['cancelled', 'long'])
  })
})

describe('threads', () => {
  test('are given back when decoding stalls, and only then', () => {
    const shared = { maxThreads: 4 }
    let now = 0
    // Expected: 20 ms a token. Three times in a row over 160 ms is a stall.
    const onToken = createStallGuard(shared, { threads: 4, tokensPerSecond: 50 }, () => now)
    const pass = (...milliseconds: number[]): number => {
      for (const wait of milliseconds) {
        now += wait
        onToken()
      }
      return shared.maxThreads
    }
    expect(pass(20, 300, 300, 20, 300, 150)).toBe(4)
    expect(pass(300, 300, 300)).toBe(2)
    expect(pass(300, 300, 300, 300, 300, 300)).toBe(1)
  })

  test('are measured once and kept', async () => {
    const cacheFolder = temporaryFolder()
    const measured = createLlamaCppChatModel({ modelPath, id: 'smollm2', contextTokens: 256, cacheFolder })
    const reply = await measured.complete({ messages: [{ role: 'user', content: 'Hi.' }], maxTokens: 2 })
    await measured.close()
    expect(reply.usage.outputTokens).toBe(2)
  })
})

describe('a file that is no model', () => {
  test('is named when it is missing', async () => {
    const model = createLlamaCppChatModel({ modelPath: '/nowhere/model.gguf', id: 'x' })
    const reply = model.complete({ messages: [{ role: 'user', content: 'Hi.' }], maxTokens: 1 })
    await expect(reply).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('/nowhere') })
    await model.close()
  })

  test('is named when it is damaged, and tried again at the next call', async () => {
    const path = join(temporaryFolder(), 'model.gguf')
    writeFileSync(path, readFileSync(modelPath).subarray(0, 1_000_000))
    const model = createLlamaCppChatModel({ modelPath: path, id: 'x' })
    const request = { messages: [{ role: 'user', content: 'Hi.' }], maxTokens: 1 } as const
    await expect(model.complete(request)).rejects.toMatchObject({ code: 'unavailable' })
    await expect(model.complete(request)).rejects.toMatchObject({ code: 'unavailable' })
    await model.close()
  })
})
