import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { answerByAgent } from '#agents/agent/answer-by-agent.ts'
import { createLangChainAgent } from '#agents/agent/langchain-agent.ts'
import { createReadTools } from '#agents/agent/read-tools.ts'
import { createTokenBudget, type TokenBudget } from '#models/budgeted-chat-model.ts'
import { createOverlapVerifier } from '#agents/verify/create-overlap-verifier.ts'
import { startFakeOpenAiServer, type FakeOpenAiServer, type FakeReply } from '#test/fake-openai-server.ts'
import { openCorpus, type OpenCorpus } from '#test/agents/open-corpus.ts'
import { rememberSearches } from '#test/agents/remember-searches.ts'

const question = 'How does hydration change the mechanical behaviour of nacre?'
const supported = 'Water strongly affects the mechanical behaviour of nacre by softening the organic sheets.'

let corpus: OpenCorpus
let server: FakeOpenAiServer | undefined
beforeAll(async () => {
  corpus = rememberSearches(await openCorpus(['nacre.md']))
})
afterEach(() => server?.close())
afterAll(() => corpus.close())

/** An agent over a fake server that says these things in turn, the last one again and again. */
async function ask(
  replies: readonly FakeReply[],
  options: { steps?: number; budget?: TokenBudget; signal?: AbortSignal } = {},
) {
  const prompts: string[] = []
  server = await startFakeOpenAiServer((prompt) => replies[Math.min(prompts.push(prompt), replies.length) - 1]!)
  const agent = createLangChainAgent({ provider: 'openai', name: 'fake', baseUrl: server.url, apiKey: 'none' })
  const trace = await answerByAgent(
    question,
    { ...corpus, agent, verifier: createOverlapVerifier() },
    { steps: 5, seed: 0, ...options },
  )
  return { trace, prompts }
}
const look = (name: string, args: object): FakeReply => ({ tools: [{ name, args }] })

describe('the agent', () => {
  it('reads with its tools, then answers, and code cites every sentence by its place', async () => {
    const { trace, prompts } = await ask([look('search', { query: 'hydration of nacre' }), supported])
    expect(prompts[0]).toBe(question)
    expect(prompts[1]).toMatch(/^Passage chunk_[^]*DATA [^]*END /)
    expect(trace).toMatchObject({ mode: 'agent', answer: supported, bestRound: 0 })
    const [citation] = trace.citations
    const document = await corpus.graph.getDocument(citation?.documentId ?? '')
    expect(document?.text.slice(citation?.start, citation?.end)).toBe(supported)
    expect(trace.calls?.map(({ step }) => step)).toEqual(['asks its tools', 'reads search', 'answer'])
  })

  it('leaves out what nothing that it read supports', async () => {
    const { trace } = await ask([look('search', { query: 'nacre' }), `${supported} Nacre weighs 7 tonnes.`])
    expect(trace.answer).toBe(supported)
    expect(trace.rounds[0]?.sentences).toHaveLength(2)
  })

  it('refuses where it has read nothing', async () => {
    const { trace } = await ask([supported])
    expect(trace.refusal).toContain('No answer')
    expect(trace.citations).toEqual([])
  })

  it('ends after the turns it is given', async () => {
    const { trace, prompts } = await ask([look('search', { query: 'nacre' })], { steps: 3 })
    expect(prompts.length).toBeLessThanOrEqual(4)
    expect(trace.stopped).toContain('3 turns')
  })

  it('begins no turn that its budget has no room for', async () => {
    const budget = createTokenBudget(2_500)
    const asked = ask([look('search', { query: 'hydration of nacre' }), supported], { budget })
    await expect(asked).rejects.toMatchObject({ code: 'budget-exceeded' })
    expect([...(server?.requests.values() ?? [])]).toEqual([1])
    expect(budget.usedTokens).toBe(110)
  })

  it('tells the model of a name that is not known, and goes on', async () => {
    const { trace, prompts } = await ask([look('path', { from: 'Xyzzy', to: 'nacre' }), look('search', { query: 'nacre' }), supported]) // prettier-ignore
    expect(prompts[1]).toContain('Xyzzy')
    expect(trace.answer).toBe(supported)
  })

  it('is cancelled', async () => {
    await expect(ask([supported], { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('its tools', () => {
  it('are these four, and none of them writes', async () => {
    const before = await corpus.graph.stats()
    const read: string[] = []
    const tools = createReadTools(corpus, { onChunk: (id) => read.push(id) })
    expect(tools.map(({ name }) => name)).toEqual(['search', 'get_chunk', 'neighbours', 'path'])
    const [search, chunk, neighbours, path] = tools
    expect(await search?.run({ query: 'organic sheets of nacre' })).toContain('Passage chunk_')
    expect(await chunk?.run({ id: read[0] ?? '' })).toContain(read[0])
    expect(await neighbours?.run({ name: 'nacre' })).toMatch(/\[nacre\] -\[[A-Z_]+\]-> \[|-> \[nacre\]/)
    expect(await path?.run({ from: 'nacre', to: 'aragonite' })).toContain('aragonite')
    expect(await chunk?.run({ id: '../../etc/passwd' })).toContain('There is no passage')
    expect(await corpus.graph.stats()).toEqual(before)
  })
})
