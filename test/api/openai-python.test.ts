import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { openTestServer } from '#test/api/open-test-server.ts'
import { openPythonEnvironment } from '#test/python-environment.ts'

const version = '3.51.0'

test('the Python package of OpenAI chats, embeds and reads errors', { timeout: 600_000 }, async () => {
  const python = join(openPythonEnvironment('openai', version), 'bin/python')
  const server = await openTestServer()
  try {
    const words = ['How thick are the aragonite platelets of nacre?']
    const { stdout } = await promisify(execFile)(python, [
      join(import.meta.dirname, 'openai-client.py'),
      `${server.url}/v1`,
      ...words,
    ])
    const found = JSON.parse(stdout) as {
      content: string
      reasoning: string
      streamed: { content: string; reasoning: string; tokens: number }
      lengths: number[]
    }
    expect(found).toMatchObject({
      models: ['nacre', 'nacre-thinking', 'nacre-direct', 'words'],
      content: expect.stringMatching(/500 nm thick.* \[1\][^]*Sources:\n\[1\] Nacre: “.*500 nm/),
      reasoning: expect.stringMatching(/Round 1: thinking[^]*Round 1: reflection/),
      refusal: { status: 404, code: 'not-found' },
    })
    expect(found.streamed).toMatchObject({ content: found.content, reasoning: found.reasoning })
    expect(found.streamed.tokens).toBeGreaterThan(0)
    for (const length of found.lengths) expect(length).toBeCloseTo(1)
  } finally {
    await server.close()
  }
})
