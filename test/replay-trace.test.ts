import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askQuestion } from '#src/ask-question.ts'
import type { App } from '#src/app.ts'
import { compareTraces } from '#src/compare-traces.ts'
import { replayTrace } from '#src/replay-trace.ts'
import { createFakeChatModel } from '#test/fake-chat-model.ts'
import { openTestApp } from '#test/open-test-app.ts'

const question = 'How thick are the platelets of nacre?'
const answers = { before: 'The platelets of nacre are 500 nm thick.', after: 'Nacre is made of aragonite platelets.' }
/** For the control flow only: what the model says can be changed between two askings. */
const said = { text: answers.before }

let app: App
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nacre-replay-'))
  app = await openTestApp(folder, { model: createFakeChatModel(() => said.text) })
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('replayTrace', () => {
  it.each(['verdicts', 'thinking', 'response'] as const)(
    'thinks the same again as the trace says, and writes nothing (recursion %s)',
    async (recursion) => {
      said.text = answers.before
      const trace = await askQuestion(question, app, { mode: 'recursive', rounds: 2, recursion, seed: 3 })
      const before = await (await app.graph()).stats()
      const again = await replayTrace(trace, app)
      expect(compareTraces(trace, again)).toEqual([])
      expect(again.id).toBe(trace.id)
      expect(await (await app.graph()).stats()).toEqual(before)
    },
  )

  it('says what is different where the model says something else now', async () => {
    said.text = answers.before
    const trace = await askQuestion(question, app, { mode: 'direct', rounds: 1 })
    said.text = answers.after
    const differences = compareTraces(trace, await replayTrace(trace, app))
    expect(differences).toContain('the answer given')
    expect(differences).toContain('the answer of round 1')
  })

  it('refuses a trace that does not say how it was made', async () => {
    said.text = answers.before
    const { settings: _, ...trace } = await askQuestion(question, app, { mode: 'direct', rounds: 1 })
    await expect(replayTrace(trace, app)).rejects.toMatchObject({ code: 'invalid-input' })
  })
})

it('a budget of tokens ends an answer in plain words before a call that it has no room for', async () => {
  said.text = answers.before
  const asked = askQuestion(question, app, { mode: 'thinking', rounds: 1, budgetTokens: 100 })
  await expect(asked).rejects.toMatchObject({
    code: 'budget-exceeded',
    message: expect.stringContaining('budget of 100'),
  })
})
