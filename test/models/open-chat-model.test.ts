import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openChatModel } from '#models/open-chat-model.ts'
import { readConfig } from '#src/config.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'
import { cachedModelFile } from './cached-model-file.ts'

const { cacheFolder } = readConfig()
const offline = { cacheFolder, isOffline: true }

test('a catalogue name opens the model of that name; its id says which file it is', async () => {
  const model = await openChatModel('local:smollm2-135m-instruct', offline)
  expect(model.id).toBe('local:smollm2-135m-instruct@b179c9523d0e')
  await model.close()
})

test('a file of one’s own is known by what is in it', async () => {
  const folder = temporaryFolder()
  const first = join(folder, 'mine.gguf')
  copyFileSync(cachedModelFile('smollm2-135m-instruct', 'model.gguf'), first)
  const before = (await openChatModel(`local:${first}`, offline)).id
  expect(before).toMatch(/^local:mine\.gguf@[0-9a-f]{12}$/)
  expect((await openChatModel(`local:${first}`, offline)).id).toBe(before)
  writeFileSync(first, 'trained')
  expect((await openChatModel(`local:${first}`, offline)).id).not.toBe(before)
})

test.each([
  ['openai:gpt-x', 'openai:gpt-x@http://localhost:8000/v1'],
  ['ollama:qwen3:14b', 'ollama:qwen3:14b@http://localhost:8000/v1'],
])('%s is a model of a server, which is not asked yet', async (spec, id) => {
  expect((await openChatModel(spec, { ...offline, baseUrl: 'http://localhost:8000/v1' })).id).toBe(id)
})

test.each([
  ['gpt-17', 'invalid-input', /local:smollm2-135m-instruct.*ollama:NAME/],
  ['', 'invalid-input', /names no model/],
  ['local:gpt-17', 'invalid-input', /smollm2-135m-instruct/],
  ['local:all-minilm-l6-v2', 'invalid-input', /does not chat/],
  ['local:/nowhere/x.gguf', 'not-found', /\/nowhere\/x\.gguf/],
])('%j is refused with what to write instead', async (spec, code, message) => {
  await expect(openChatModel(spec, offline)).rejects.toMatchObject({ code, message: expect.stringMatching(message) })
})

test('a model that is not there is not fetched when that is not allowed', async () => {
  const options = { cacheFolder: temporaryFolder(), isOffline: true }
  await expect(openChatModel('local:smollm2-135m-instruct', options)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('nacre models pull smollm2-135m-instruct'),
  })
})
