import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'

const bodySchema = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  temperature: z.number().optional(),
  seed: z.number().optional(),
  stream: z.boolean().optional(),
  stop: z.array(z.string()).optional(),
  max_tokens: z.number().optional(),
  max_completion_tokens: z.number().optional(),
  response_format: z.unknown().optional(),
})

/** A server that speaks the OpenAI chat API, with a very small language model: tokens are words, rules are fixed. */
export async function startOpenAiServer(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => reply(bodySchema.parse(JSON.parse(Buffer.concat(parts).toString('utf8'))), response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function reply(body: z.infer<typeof bodySchema>, response: ServerResponse): void {
  const question = body.messages.at(-1)?.content ?? ''
  const luck = (body.temperature ?? 0) > 0 ? ` Number ${body.seed ?? 0}.` : ''
  const whole =
    body.response_format === undefined
      ? `You asked: ${question}${luck} Nacre is made of aragonite tablets and proteins between them.`
      : '{ "mineral": "aragonite", "hardness": 4 }'
  const tokens = whole.match(/\S+\s*/g) ?? []
  const kept = tokens.slice(0, body.max_completion_tokens ?? body.max_tokens)
  const text = kept.join('')
  const end = Math.min(
    text.length,
    ...(body.stop ?? []).map((stop) => text.indexOf(stop)).filter((index) => index >= 0),
  )
  const finish = kept.length < tokens.length && end === text.length ? 'length' : 'stop'
  const usage = { prompt_tokens: 20, completion_tokens: kept.length, total_tokens: 20 + kept.length }
  const shared = { id: 'x', created: 0, model: 'words' }
  if (body.stream !== true) {
    const message = { role: 'assistant', content: text.slice(0, end) }
    const choices = [{ index: 0, message, finish_reason: finish }]
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ ...shared, object: 'chat.completion', choices, usage }))
    return
  }
  response.setHeader('content-type', 'text/event-stream')
  const tell = (choices: unknown[], extra = {}): void => {
    response.write(`data: ${JSON.stringify({ ...shared, object: 'chat.completion.chunk', choices, ...extra })}\n\n`)
  }
  for (const content of text.slice(0, end).match(/\S+\s*/g) ?? []) {
    tell([{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }])
  }
  tell([{ index: 0, delta: {}, finish_reason: finish }])
  tell([], { usage })
  response.end('data: [DONE]\n\n')
}
