import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reason, type ReasonEvent, type ReasonOptions } from '#agents/reason.ts'
import { extractReply } from '#agents/recursion/extract-reply.ts'
import { createOverlapVerifier } from '#agents/verify/create-overlap-verifier.ts'
import { createBudgetedChatModel, createTokenBudget } from '#models/budgeted-chat-model.ts'
import type { ChatModel } from '#models/chat-model.ts'
import { createFakeChatModel } from '#test/fake-chat-model.ts'
import { openCorpus, type OpenCorpus } from '#test/agents/open-corpus.ts'
import { rememberSearches } from '#test/agents/remember-searches.ts'

const question = 'How does hydration change the mechanical behaviour of nacre?'
const supported = 'Water strongly affects the mechanical behaviour of nacre by softening the organic sheets.'
const unsupported = 'Hydrated nacre is 7 times as heavy.'

let corpus: OpenCorpus
beforeAll(async () => {
  corpus = rememberSearches(await openCorpus(['nacre.md']))
})
afterAll(() => corpus.close())

/** Fakes for each role; the reasoner thinks, reflects and answers, and answers only where its thinking is given. */
function createRoles(answers: readonly string[] = [supported]) {
  let written = 0
  const reasoner = createFakeChatModel((request) => {
    const text = answers[Math.min(written++, answers.length - 1)] ?? ''
    const reflection = /weak in your thinking/.test(request.messages.at(-1)?.content ?? '')
      ? `<|reflect|>Own reflection ${written}.<|/reflect|>\n`
      : ''
    return request.prefill?.endsWith('<|thinking|>\n') === true && !request.prefill.includes('<|/thinking|>')
      ? `**Reasoning Steps**\n1. Water softens sheets.\n<|/thinking|>\n${reflection}${text}`
      : `${reflection}${text}`
  })
  let improved = 0
  const critic = createFakeChatModel((request) =>
    /Write the thinking anew/.test(request.messages.at(-1)?.content ?? '')
      ? `**Reasoning Steps**\n1. Improved thinking ${++improved}.`
      : 'Too vague.',
  )
  const integrator = createFakeChatModel(() => supported)
  return { reasoner, critic, integrator }
}

async function ask(options: Partial<ReasonOptions>, roles = createRoles()) {
  const events: ReasonEvent[] = []
  const trace = await reason(
    { question },
    { ...corpus, ...roles, verifier: createOverlapVerifier() },
    { mode: 'recursive', rounds: 3, seed: 1, onEvent: (event) => void events.push(event), ...options },
  )
  const { reasoner, critic, integrator } = roles
  return { trace, events, ...roles, calls: [reasoner, critic, integrator].map(({ requests }) => requests.length) }
}
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

describe('the published recursion from thinking', () => {
  it.each([1, 2, 3, 5])('makes 3N-1 calls for N = %d answers', async (rounds) => {
    const { calls, trace } = await ask({ recursion: 'thinking', rounds })
    expect(calls).toEqual([rounds, 2 * (rounds - 1), 1])
    expect(sum(calls)).toBe(3 * rounds - 1)
    expect(trace.rounds).toHaveLength(rounds)
    expect(trace.usage.calls).toBe(3 * rounds - 1)
  })

  it('lets the critic reflect and rewrite, and the reasoner go on from exactly the prefilled thinking', async () => {
    const { reasoner, critic, trace } = await ask({ recursion: 'thinking', rounds: 2 })
    expect(reasoner.requests[0]?.prefill).toBe('<|thinking|>\n')
    expect(reasoner.requests[1]?.prefill).toBe(
      '<|thinking|>\n**Reasoning Steps**\n1. Improved thinking 1.\n<|/thinking|>\n',
    )
    expect(critic.requests[1]?.messages.at(-1)?.content).toContain('Too vague.')
    expect(trace.rounds[0]?.reflection).toBe('Too vague.')
    expect(trace.rounds[1]?.thinking[0]?.statements[0]?.text).toBe('Improved thinking 1.')
    for (const { temperature, maxTokens } of [...reasoner.requests, ...critic.requests]) {
      expect({ temperature, maxTokens }).toEqual({ temperature: 0.1, maxTokens: 3000 })
    }
  })

  it('integrates all answers, the first too', async () => {
    const { integrator } = await ask({ recursion: 'thinking', rounds: 2 })
    expect(integrator.requests[0]?.messages.at(-1)?.content).toMatch(/Answer 1:[^]*Answer 2:/)
  })
})

describe('the published recursion from the response', () => {
  it.each([1, 2, 4])('makes 2N+2 calls for N = %d improvements', async (rounds) => {
    const { calls, trace } = await ask({ recursion: 'response', rounds })
    expect(calls).toEqual([rounds + 1, rounds, 1])
    expect(sum(calls)).toBe(2 * rounds + 2)
    expect(trace.rounds).toHaveLength(rounds + 1)
  })

  it('improves the thinking from the reasoner’s own reflection, and leaves the first answer out of integration', async () => {
    const { critic, integrator, trace } = await ask({ recursion: 'response', rounds: 2 }, createRoles([unsupported, supported])) // prettier-ignore
    expect(critic.requests.map(({ messages }) => /Own reflection \d/.exec(messages[1]?.content ?? '')?.[0])).toEqual([
      'Own reflection 1',
      'Own reflection 2',
    ])
    expect(integrator.requests[0]?.messages.at(-1)?.content).not.toContain(unsupported)
    expect(trace.rounds[0]?.answer).toBe(unsupported)
  })
})

describe('both', () => {
  it('tell each role its own prompt', async () => {
    const { reasoner, critic, integrator } = await ask({ recursion: 'thinking', rounds: 2 })
    const systems = [reasoner, critic, integrator].map(({ requests }) => requests[0]?.messages[0]?.content)
    expect(new Set(systems).size).toBe(3)
  })

  it('leave integration out where that is wished', async () => {
    const { calls } = await ask({ recursion: 'thinking', rounds: 2, integration: 'none' })
    expect(calls).toEqual([2, 2, 0])
  })

  it('score every round, and give the best one where integration is worse', async () => {
    const roles = { ...createRoles([supported, unsupported]), integrator: createFakeChatModel(() => unsupported) }
    const { trace } = await ask({ recursion: 'thinking', rounds: 2 }, roles)
    expect(trace.rounds.map(({ score }) => score)).toEqual([expect.any(Number), 0])
    expect(trace).toMatchObject({ bestRound: 0, answer: supported })
    expect(trace.citations).toHaveLength(1)
  })

  it('stop early where a round is no better than the best before it', async () => {
    const { trace } = await ask({ recursion: 'thinking', rounds: 5, stopsEarly: true })
    expect(trace.rounds).toHaveLength(2)
  })

  it('keep every call in the trace, so that it can be shown', async () => {
    const { trace } = await ask({ recursion: 'response', rounds: 1 })
    expect(trace.calls?.map(({ role, step }) => `${role}: ${step}`)).toEqual([
      'reasoner: answer 0',
      'critic: improved thinking',
      'reasoner: answer 1',
      'integrator: integration',
    ])
    expect(trace.settings).toEqual({ rounds: 1, seed: 1, recursion: 'response', isIntegrated: true, stopsEarly: false, replyTokens: 3000 }) // prettier-ignore
  })

  it('give the same trace again for the same settings', async () => {
    const first = await ask({ recursion: 'thinking', rounds: 2 })
    const second = await ask({ recursion: 'thinking', rounds: 2 })
    expect(second.trace).toEqual(first.trace)
  })

  it('tell thinking, reflection and answer as they are written', async () => {
    const { events } = await ask({ recursion: 'response', rounds: 1 })
    const told = (kind: string): string =>
      events.map((event) => ('text' in event && event.event === kind && event.round === 0 ? event.text : '')).join('')
    expect(told('thinking.delta')).toContain('Water softens sheets.')
    expect(told('reflection.delta')).toBe('Own reflection 1.')
    expect(told('answer.delta').trim()).toBe(supported)
  })

  it('end when the budget gives out, and keep what was written', async () => {
    const roles = createRoles()
    const budget = createTokenBudget(10_500)
    const reasoner = Object.assign(createBudgetedChatModel(roles.reasoner, budget), {
      requests: roles.reasoner.requests,
    })
    const critic = Object.assign(createBudgetedChatModel(roles.critic, createTokenBudget(100)), { requests: [] })
    const { trace } = await ask({ recursion: 'thinking' }, { ...roles, reasoner, critic })
    expect(trace.rounds).toHaveLength(1)
    expect(trace.stopped).toContain('budget')
    expect(trace.answer).toBe(supported)
  })

  it('end at once when they are cancelled', async () => {
    const controller = new AbortController()
    const roles = createRoles()
    const critic: ChatModel = { ...roles.critic, stream: (...words) => (controller.abort(), roles.critic.stream(...words)) } // prettier-ignore
    const asked = ask({ recursion: 'thinking', signal: controller.signal }, { ...roles, critic: critic as never })
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' })
    expect(roles.reasoner.requests).toHaveLength(1)
  })

  it.each([
    ['nothing', ''],
    ['only an end marker', '<|/thinking|>'],
    ['a second start', 'So.<|thinking|>Again.<|/thinking|>And so.'],
    ['an end before a start', '<|/thinking|>So.<|thinking|>'],
    ['the word NONE', 'NONE'],
    ['another language', '水使有机片软化。'],
  ])('take a reasoner that writes %s', async (_name, text) => {
    const roles = { ...createRoles(), reasoner: createFakeChatModel(() => text) }
    const { trace } = await ask({ recursion: 'response', rounds: 1 }, roles)
    expect(trace.rounds).toHaveLength(2)
    expect(trace.answer === '' ? trace.refusal : trace.answer).toBeTruthy()
  })
})

describe('extractReply', () => {
  it.each([
    ['goes on in the thinking', 'a<|/thinking|>b', true, 'a', 'b'],
    ['begins it anew', '<|thinking|>a<|/thinking|>b', true, 'a', 'b'],
    ['was cut in it', 'a', true, 'a', ''],
    ['has no marker', 'b', false, '', 'b'],
  ])('reads a reply that %s', (_name, reply, inside, thinking, answer) => {
    expect(extractReply(reply, { inside })).toMatchObject({ thinking, answer })
  })

  it('is total', () => {
    const pieces = fc.constantFrom('<|thinking|>', '<|/thinking|>', '<|reflect|>', '<|/reflect|>', 'x', 'NONE', '\n')
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), fc.boolean(), (parts, inside) => {
        const { thinking, reflection, answer } = extractReply(parts.join(''), { inside })
        for (const part of [thinking, reflection, answer]) expect(typeof part).toBe('string')
      }),
      { seed: 5, numRuns: 300 },
    )
  })
})
