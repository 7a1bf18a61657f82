import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { NacreError } from '#core/errors.ts'
import type { ChatRequest, ChatUsage } from '#models/chat-model.ts'
import { createCachedChatModel } from '#models/cached-chat-model.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'
import { scriptedChatModel } from './scripted-chat-model.ts'

const request: ChatRequest = { messages: [{ role: 'user', content: 'What is nacre?' }], maxTokens: 9 }
const project = join(import.meta.dirname, '../..')

function remembering(path = join(temporaryFolder(), 'deep', 'calls.sqlite'), id = 'scripted') {
  const scripted = scriptedChatModel((call) => `reply ${call}`, id)
  return { path, scripted, model: createCachedChatModel(scripted, { path }) }
}

test('answers from memory what was asked before, also after a restart, and says that nothing was read again', async () => {
  const first = remembering()
  const reply = await first.model.complete(request)
  expect(await first.model.complete(request)).toEqual({
    ...reply,
    usage: { inputTokens: 10, cachedInputTokens: 10, outputTokens: 3 },
  })
  await first.model.close()
  const later = remembering(first.path)
  expect((await later.model.complete(request)).text).toBe('reply 1')
  expect(later.scripted.calls).toBe(0)
  await later.model.close()
})

test.each<[string, ChatRequest]>([
  ['the words', { ...request, messages: [{ role: 'user', content: 'What is bone?' }] }],
  ['the role', { ...request, messages: [{ role: 'system', content: 'What is nacre?' }] }],
  ['the prefill', { ...request, prefill: 'Nacre' }],
  ['the length', { ...request, maxTokens: 10 }],
  ['the seed', { ...request, seed: 1 }],
  ['the temperature', { ...request, temperature: 0.5 }],
  ['the stop texts', { ...request, stop: ['\n'] }],
  ['the grammar', { ...request, format: { kind: 'grammar', gbnf: 'root ::= "a"' } }],
  ['the schema', { ...request, format: { kind: 'json', schema: z.string() } }],
])('asks the model again when %s is another', async (_, other) => {
  const { model, scripted } = remembering()
  await model.complete(request)
  await model.complete(other)
  expect(scripted.calls).toBe(2)
  await model.close()
})

test('the lane and the way of asking do not matter', async () => {
  const { model, scripted } = remembering()
  await model.complete(request)
  await model.complete({ ...request, lane: 'check' })
  const pieces: string[] = []
  expect((await model.stream(request, (piece) => pieces.push(piece))).text).toBe('reply 1')
  expect(pieces.join('')).toBe('reply 1')
  expect(scripted.calls).toBe(1)
  await model.close()
})

test('another model has its own memory in the same file', async () => {
  const one = remembering()
  await one.model.complete(request)
  const two = remembering(one.path, 'another')
  await two.model.complete(request)
  expect(two.scripted.calls).toBe(1)
  await one.model.close()
  await two.model.close()
})

test('weights of choices are remembered with their order, at no cost', async () => {
  const { model, scripted } = remembering()
  const costs: ChatUsage[] = []
  const weigh = (choices: string[]) =>
    model.weighChoices({ messages: request.messages }, choices, { onUsage: (usage) => costs.push(usage) })
  expect(await weigh(['yes', 'no'])).toEqual(await weigh(['yes', 'no']))
  expect(costs[1]).toEqual({ inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 })
  await weigh(['no', 'yes'])
  expect(scripted.calls).toBe(2)
  await model.close()
})

test('a failure is not remembered', async () => {
  const scripted = scriptedChatModel((call) => (call === 1 ? new NacreError('unavailable', 'busy') : 'yes'))
  const model = createCachedChatModel(scripted, { path: join(temporaryFolder(), 'calls.sqlite') })
  await expect(model.complete(request)).rejects.toMatchObject({ code: 'unavailable' })
  expect((await model.complete(request)).text).toBe('yes')
  await model.close()
})

test('several processes write one file together, from its first moment', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'calls.sqlite')
  const script = join(folder, 'ask.ts')
  const source = (file: string): string => pathToFileURL(join(project, file)).href
  writeFileSync(
    script,
    `import { createCachedChatModel } from '${source('src/models/cached-chat-model.ts')}'
     import { scriptedChatModel } from '${source('test/models/scripted-chat-model.ts')}'
     const model = createCachedChatModel(scriptedChatModel(() => 'from ' + process.argv[2]), { path: '${path}' })
     for (let n = 0; n < 100; n++) await model.complete({ messages: [{ role: 'user', content: String(n) }], maxTokens: 1 })
     await model.close()`,
  )
  const statuses = await Promise.all(
    ['a', 'b', 'c'].map(
      (name) =>
        new Promise((resolve) =>
          spawn(process.execPath, [script, name], { cwd: project, stdio: 'inherit' }).on('close', resolve),
        ),
    ),
  )
  expect(statuses).toEqual([0, 0, 0])
  const { model, scripted } = remembering(path)
  for (let n = 0; n < 100; n++) {
    const { text } = await model.complete({ messages: [{ role: 'user', content: String(n) }], maxTokens: 1 })
    expect(text).toMatch(/^from [abc]$/)
  }
  expect(scripted.calls).toBe(0)
  await model.close()
})
