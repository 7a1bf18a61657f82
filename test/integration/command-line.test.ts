import { mkdtempSync, rmSync, writeFileSync, readFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startFakeOpenAiServer } from '#test/fake-openai-server.ts'
import { eventsOf, jsonOf, runNacre, type NacreRun } from '#test/run-nacre.ts'

const corpus = join(import.meta.dirname, '../../examples/corpus')
const policy = 'local:smollm2-135m-instruct'

/** The words of a test are told in order: they share one data folder, as a user's day does. */
describe('the command line on a small corpus', () => {
  let folder: string
  const nacre = (...words: string[]): Promise<NacreRun> => runNacre([...words, '--data', join(folder, 'data')])
  const nacreJson = (...words: string[]): Promise<NacreRun> => nacre(...words, '--json')

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'nacre-cli-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('init makes the data folder once', async () => {
    expect(jsonOf(await nacreJson('init'))).toMatchObject({ created: true })
    expect(jsonOf(await nacreJson('init'))).toMatchObject({ created: false })
  })

  test('ingest reads every format and tells what it did; a second time it finds nothing new', async () => {
    const files = [
      'nacre.md',
      'titanium-nitride-coatings.html',
      'metallic-glasses.pdf',
      'proton-exchange-membranes.txt',
      'short-notes.jsonl',
    ]
    const sources = files.map((name) => join(corpus, name))
    const first = await nacreJson('ingest', ...sources)
    expect(first.status, first.stderr).toBe(0)
    const done = eventsOf(first).at(-1)
    expect(done).toMatchObject({ event: 'done', documents: 7, skipped: 0, failed: [] })
    for (const kind of ['chunks', 'entities', 'relations', 'quantities']) expect(done?.[kind]).toBeGreaterThan(20)
    const stats = jsonOf(await nacreJson('graph', 'stats'))
    expect(eventsOf(await nacreJson('ingest', ...sources)).at(-1)).toMatchObject({
      documents: 0,
      chunks: 0,
      skipped: 7,
    })
    expect(jsonOf(await nacreJson('graph', 'stats'))).toEqual(stats)
  })

  test('docs ls lists them; docs show gives chunks with pages and offsets', async () => {
    const { documents } = jsonOf<{
      documents: { id: string; title: string; source: string; status: string; chunks: number }[]
    }>(await nacreJson('docs', 'ls'))
    expect(documents).toHaveLength(7)
    const pdf = documents.find(({ source }) => source.endsWith('.pdf'))
    expect(pdf).toMatchObject({ status: 'ready' })
    const shown = jsonOf<{ chunks: { page: number | null; start: number; end: number; text: string }[] }>(
      await nacreJson('docs', 'show', pdf?.id ?? ''),
    )
    expect(new Set(shown.chunks.map(({ page }) => page))).toEqual(new Set([1, 2]))
    for (const chunk of shown.chunks) expect(chunk.text).toHaveLength(chunk.end - chunk.start)
  })

  test.each(['vector', 'text', 'hybrid'])('search by %s finds the passage and says why', async (mode) => {
    const { hits } = jsonOf<{ hits: Record<string, unknown>[] }>(
      await nacreJson('search', 'thickness of aragonite platelets in nacre', '--mode', mode, '--limit', '3'),
    )
    expect(hits).toHaveLength(3)
    expect(String(hits[0]?.['title'])).toMatch(/nacre/i)
    expect(Object.keys(hits[0] ?? {})).toEqual(
      expect.arrayContaining(['chunk_id', 'document_id', 'title', 'page', 'start', 'end', 'score', 'text', 'why']),
    )
    expect(hits[0]?.['why']).not.toEqual([])
  })

  test('graph neighbours tells what stands beside an entity, with the sentence', async () => {
    const reply = jsonOf<{
      entity: { name: string; type: string }
      neighbours: { relation: string; direction: string; evidence: { sentence: string }[] }[]
    }>(await nacreJson('graph', 'neighbours', 'Nacre'))
    expect(reply.entity).toMatchObject({ name: 'nacre', type: 'Material' })
    expect(reply.neighbours.length).toBeGreaterThan(3)
    for (const neighbour of reply.neighbours) {
      expect(['in', 'out']).toContain(neighbour.direction)
      expect(neighbour.evidence.length).toBeGreaterThan(0)
    }
  })

  test('TiN is not tin', async () => {
    const names = await Promise.all(
      ['TiN', 'tin'].map(
        async (name) => jsonOf<{ entity: { id: string } }>(await nacreJson('graph', 'neighbours', name)).entity.id,
      ),
    )
    expect(names[0]).not.toBe(names[1])
  })

  test('a document that is added and removed leaves what was there before', async () => {
    const before = jsonOf(await nacreJson('graph', 'stats'))
    const added = await nacreJson('ingest', join(corpus, 'bone.md'))
    expect(eventsOf(added).at(-1)).toMatchObject({ documents: 1 })
    expect(jsonOf(await nacreJson('graph', 'stats'))).not.toEqual(before)
    const { documents } = jsonOf<{ documents: { id: string; source: string }[] }>(await nacreJson('docs', 'ls'))
    const bone = documents.find(({ source }) => source.endsWith('bone.md'))
    expect((await nacreJson('docs', 'rm', bone?.id ?? '')).status).toBe(0)
    expect(jsonOf(await nacreJson('graph', 'stats'))).toEqual(before)
    expect(jsonOf(await nacreJson('store', 'verify'))).toMatchObject({ ok: true, problems: [] })
  })

  test('ask answers with citations that stand in the text, word for word', async () => {
    const run = await nacreJson(
      'ask',
      'How thick are the aragonite platelets of nacre?',
      '--rounds',
      '2',
      '--model',
      policy,
    )
    expect(run.status, run.stderr).toBe(0)
    const reply = jsonOf<{
      answer: string
      is_refused: boolean
      thinking: unknown[]
      reflections: unknown[]
      citations: { document_id: string; start: number; end: number; quote: string; chunk_id: string }[]
      rounds: number
      usage: { calls: number }
    }>(run)
    expect(reply.is_refused).toBe(false)
    expect(reply.answer).not.toBe('')
    expect(reply.thinking.length).toBeGreaterThan(0)
    expect(reply.usage.calls).toBeGreaterThan(0)
    expect(reply.citations.length).toBeGreaterThan(0)
    for (const citation of reply.citations) {
      const shown = jsonOf<{ chunks: { id: string; start: number; text: string }[] }>(
        await nacreJson('docs', 'show', citation.document_id),
      )
      const chunk = shown.chunks.find(({ id }) => id === citation.chunk_id)
      expect(chunk?.text.slice(citation.start - chunk.start, citation.end - chunk.start)).toBe(citation.quote)
    }
  })

  test('ask without evidence says so and does not answer', async () => {
    const reply = jsonOf<{ is_refused: boolean; citations: unknown[]; answer: string }>(
      await nacreJson('ask', 'Who won the football world cup in 1998?', '--model', policy),
    )
    expect(reply).toMatchObject({ is_refused: true, citations: [] })
    expect(reply.answer).toMatch(/no evidence|nothing/i)
  })

  test('tasks, pairs and their export', { timeout: 300_000 }, async () => {
    // The gates refuse what the 135M model asks, so the teacher's words are scripted; the policy is the real model.
    const teacher = await startFakeOpenAiServer(sayAsTeacher)
    onTestFinished(() => teacher.close())
    const scripted = ['--model', 'openai:fake', '--base-url', teacher.url]
    const data = join(folder, 'tasks')
    const nacreJson = (...words: string[]): Promise<NacreRun> => runNacre([...words, '--data', data, '--json'])
    await nacreJson('ingest', join(corpus, 'nacre.md'), join(corpus, 'steels.md'))
    const generated = await nacreJson('tasks', 'generate', '--n', '3', '--seed', '7', ...scripted)
    expect(generated.status, generated.stderr + generated.stdout).toBe(0)
    const { tasks } = jsonOf<{ tasks: { id: string; question: string }[] }>(await nacreJson('tasks', 'ls'))
    expect(tasks.length).toBeGreaterThan(0)
    expect(jsonOf(await nacreJson('tasks', 'show', tasks[0]?.id ?? ''))).toMatchObject({
      id: tasks[0]?.id,
      question: tasks[0]?.question,
    })
    const built = await nacreJson('pairs', 'build', ...scripted)
    expect(built.status, built.stderr).toBe(0)
    const { pairs } = jsonOf<{ pairs: { id: string }[] }>(await nacreJson('pairs', 'ls'))
    const file = join(folder, 'pairs.jsonl')
    const exported = await nacreJson('pairs', 'export', '--format', 'trl', '-o', file)
    expect(exported.status, exported.stderr).toBe(0)
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
    const { dropped } = jsonOf<{ dropped: { reason: string }[] }>(built)
    expect(pairs.length, JSON.stringify(dropped)).toBeGreaterThan(0)
    expect(pairs.length + dropped.length).toBe(tasks.length)
    expect(lines).toHaveLength(pairs.length)
    for (const line of lines) {
      expect(JSON.parse(line)).toMatchObject({
        prompt: [{ role: 'user', content: expect.stringContaining('<|thinking|>') }],
        chosen: [{ role: 'assistant', content: expect.stringMatching(/^<\|thinking\|>[^]*<\|\/thinking\|>/) }],
        rejected: [{ role: 'assistant' }],
      })
    }
  })

  test('bad files fail alone, each with its reason, and the others are read', async () => {
    const bad = join(folder, 'bad')
    mkdirSync(bad)
    writeFileSync(join(bad, 'empty.md'), '')
    writeFileSync(join(bad, 'latin1.txt'), Buffer.from([0x54, 0xe4, 0x74, 0xff]))
    writeFileSync(join(bad, 'binary.txt'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1, 0, 2]))
    writeFileSync(join(bad, 'cut.pdf'), readFileSync(join(corpus, 'metallic-glasses.pdf')).subarray(0, 3_000))
    writeFileSync(
      join(bad, 'good.md'),
      '# Zirconia\n\nZirconia stabilised with 8 mol% yttria conducts oxygen ions at 800 °C.\n',
    )
    const run = await nacreJson('ingest', bad)
    expect(run.status).toBe(3)
    const done = eventsOf(run).at(-1) as {
      documents: number
      failed: { source: string; code: string; message: string }[]
    }
    expect(done.documents).toBe(1)
    expect(done.failed.map(({ source }) => source.split('/').at(-1)).sort()).toEqual([
      'binary.txt',
      'cut.pdf',
      'empty.md',
      'latin1.txt',
    ])
    for (const { code, message } of done.failed) {
      expect(code).toBe('invalid-input')
      expect(message.length).toBeGreaterThan(20)
    }
  })

  test.each([
    ['a folder without documents', ['ingest', tmpEmpty()], 1, /document/i],
    ['a path that is not there', ['ingest', '/nowhere/at/all.md'], 1, /\/nowhere\/at\/all\.md/],
    ['an unknown model', ['ask', 'What is nacre?', '--model', 'local:gpt-17'], 2, /smollm2-135m-instruct/],
    ['an unknown document', ['docs', 'show', 'doc_0'], 1, /docs ls/],
    ['an unknown entity', ['graph', 'neighbours', 'unobtainium'], 1, /unobtainium/],
    ['an unknown verb', ['frobnicate'], 2, /frobnicate/],
    ['an unknown mode', ['search', 'x', '--mode', 'psychic'], 2, /hybrid/],
    ['a limit of nothing', ['search', 'x', '--limit', '0'], 2, /at least 1/],
    ['a Neo4j that is not there', ['docs', 'ls', '--graph', 'neo4j://127.0.0.1:9'], 1, /neo4j/i],
  ])('%s: a clear error with the next step', async (_what, words, status, message) => {
    const run = await nacre(...words)
    expect(run.stderr).toMatch(message)
    expect(run.stderr).not.toMatch(/\bat .*\.ts:\d+/)
    expect(run.status).toBe(status)
  })
})

/** The teacher's part, played: the fact is the sentence, the question is made of its words, the answer is the evidence. */
function sayAsTeacher(prompt: string): string {
  const sentence = /Sentence: (.+)/.exec(prompt)?.[1]
  if (sentence !== undefined) return sentence
  const fact = /^Fact: (.+)/.exec(prompt)?.[1]
  if (fact === undefined) return 'Nothing is known.'
  const words = fact.replace(/[.,;:()]/g, '').split(' ')
  return `What is known of ${words.slice(0, Math.ceil(words.length * 0.6)).join(' ')}?`
}

function tmpEmpty(): string {
  return mkdtempSync(join(tmpdir(), 'nacre-empty-'))
}
