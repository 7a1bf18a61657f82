import { useCallback, useEffect, useRef, useState } from 'react'
import { readEvents } from '#web/http/read-events.ts'
import type { AskReply } from '#web/http/wire.ts'
import type { AskMode } from './ask-modes.ts'

interface Passage {
  readonly chunk_id: string
  readonly document_id: string
  readonly title: string
  readonly page: number | null
  readonly start: number
  readonly end: number
}

/** What was written in one round, as it comes. */
export interface RoundText {
  readonly thinking: string
  readonly reflection: string
  readonly answer: string
}

export interface AskState {
  readonly status: 'idle' | 'running' | 'done' | 'stopped' | 'failed'
  readonly mode: string
  readonly passages: readonly Passage[]
  readonly rounds: ReadonlyMap<number, RoundText>
  readonly reply?: AskReply
  readonly error?: unknown
}

export const idleAsk: AskState = { status: 'idle', mode: 'recursive', passages: [], rounds: new Map() }
const parts = { 'thinking.delta': 'thinking', 'reflection.delta': 'reflection', 'answer.delta': 'answer' } as const

/** Asks, and tells what comes back while it comes. Leaving the page or `stop` ends the work on the server too. */
export function useAsk() {
  const [state, setState] = useState<AskState>(idleAsk)
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  /** The whole answer; undefined where it was stopped or failed, which the state tells. */
  const ask = useCallback(async (question: string, options: { mode: AskMode; rounds: number }) => {
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    setState({ ...idleAsk, status: 'running', mode: options.mode })
    try {
      for await (const { event, data } of readEvents('/v1/ask', {
        body: { question, ...options },
        signal: controller.signal,
      })) {
        setState((known) => take(known, event, data))
        if (event === 'done') return data as AskReply
        if (event === 'error') return undefined
      }
      throw new Error('The server ended before the answer was whole. Ask again.')
    } catch (error) {
      if (!controller.signal.aborted) setState((known) => ({ ...known, status: 'failed', error }))
      return undefined
    }
  }, [])
  const stop = useCallback(() => {
    running.current?.abort()
    setState((known) => (known.status === 'running' ? { ...known, status: 'stopped' } : known))
  }, [])
  const clear = useCallback(() => {
    running.current?.abort()
    setState(idleAsk)
  }, [])
  return { state, ask, stop, clear }
}

function take(state: AskState, event: string, data: unknown): AskState {
  if (event === 'retrieval.done') return { ...state, passages: (data as { hits: readonly Passage[] }).hits }
  if (event === 'done') return { ...state, status: 'done', reply: data as AskReply }
  if (event === 'error') {
    const { detail = 'The server gave up without saying why.' } = data as { detail?: string }
    return { ...state, status: 'failed', error: new Error(detail) }
  }
  if (!(event in parts)) return state
  const part = parts[event as keyof typeof parts]
  const { round, text } = data as { round: number; text: string }
  const known = state.rounds.get(round) ?? { thinking: '', reflection: '', answer: '' }
  return { ...state, rounds: new Map(state.rounds).set(round, { ...known, [part]: known[part] + text }) }
}
