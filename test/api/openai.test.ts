import { ChatOpenAI } from '@langchain/openai'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '#test/api/open-test-server.ts'

const question = 'How thick are the aragonite platelets of nacre?'
const markers = /<\|?\/?think/i

describe('clients of OpenAI', () => {
  let server: TestServer
  let client: OpenAI
  beforeAll(async () => {
    server = await openTestServer()
    client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'none', maxRetries: 0 })
  })
  afterAll(() => server.close())

  test('list the models', async () => {
    const ids = (await Array.fromAsync(client.models.list())).map(({ id }) => id)
    expect(ids).toEqual(['nacre', 'nacre-thinking', 'nacre-direct', 'words'])
    expect(await client.models.retrieve('nacre')).toMatchObject({ object: 'model' })
  })

  test('chat: the answer with its sources in the content, the thinking beside it', async () => {
    const messages = [{ role: 'user' as const, content: question }]
    const { choices, usage } = await client.chat.completions.create({ model: 'nacre', messages })
    const message = choices[0]!.message as unknown as { content: string; reasoning: string; reasoning_content: string }
    expect(message.content).toMatch(/500 nm thick.* \[1\][^]*Sources:\n\[1\] Nacre: “.*500 nm/)
    expect(message.content).not.toMatch(markers)
    expect(message.reasoning).toMatch(/Round 1: thinking[^]*Reasoning Steps[^]*Round 1: reflection/)
    expect(message.reasoning_content).toBe(message.reasoning)
    expect(usage!.total_tokens).toBe(usage!.prompt_tokens + usage!.completion_tokens)
  })

  test('chat piece by piece tells the same', async () => {
    const messages = [{ role: 'user' as const, content: [{ type: 'text' as const, text: question }] }]
    const whole = await client.chat.completions.create({ model: 'nacre', messages })
    const stream = await client.chat.completions.create({
      model: 'nacre',
      messages,
      stream: true,
      stream_options: { include_usage: true },
    })
    let content = ''
    let reasoning = ''
    let tokens = 0
    const ends: (string | null)[] = []
    for await (const { choices, usage } of stream) {
      const delta = choices[0]?.delta as { content?: string; reasoning?: string } | undefined
      content += delta?.content ?? ''
      reasoning += delta?.reasoning ?? ''
      if (choices[0]?.finish_reason) ends.push(choices[0].finish_reason)
      tokens += usage?.total_tokens ?? 0
    }
    expect(content).toBe(whole.choices[0]!.message.content)
    expect(reasoning).toBe((whole.choices[0]!.message as { reasoning?: string }).reasoning)
    expect(ends).toEqual(['stop'])
    expect(tokens).toBeGreaterThan(0)
  })

  test('embed, in both encodings', async () => {
    const input = ['nacre', 'spider silk']
    const floats = await client.embeddings.create({ model: 'words', input, encoding_format: 'float' })
    const packed = await client.embeddings.create({ model: 'words', input })
    expect(packed.data.map(({ embedding }) => embedding)).toEqual(floats.data.map(({ embedding }) => embedding))
    expect(Math.hypot(...floats.data[1]!.embedding)).toBeCloseTo(1)
  })

  test('are told errors in their own shape', async () => {
    const messages = [{ role: 'user' as const, content: question }]
    await expect(client.chat.completions.create({ model: 'gpt', messages })).rejects.toMatchObject({
      status: 404,
      code: 'not-found',
      type: 'invalid_request_error',
      message: expect.stringContaining('nacre-direct'),
    })
    await expect(client.chat.completions.create({ model: 'gpt', messages, stream: true })).rejects.toMatchObject({
      status: 404,
    })
    await expect(client.chat.completions.create({ model: 'nacre', messages: [] })).rejects.toMatchObject({
      status: 400,
      param: 'messages',
    })
    const revoked = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'nacre_revoked', maxRetries: 0 })
    await expect(revoked.models.list()).rejects.toMatchObject({ status: 401, type: 'authentication_error' })
  })

  test('LangChain’s chat model answers from the corpus, whole and in pieces', async () => {
    const model = new ChatOpenAI({
      model: 'nacre-thinking',
      apiKey: 'none',
      configuration: { baseURL: `${server.url}/v1` },
      maxRetries: 0,
    })
    const reply = await model.invoke(question)
    expect(reply.text).toMatch(/500 nm thick.* \[1\]/)
    let text = ''
    for await (const chunk of await model.stream(question)) text += chunk.text
    expect(text).toBe(reply.text)
  })
})
