import { useCallback, useEffect, useRef, useState } from 'react'
import { readEvents } from '#web/http/read-events.ts'
import type { AskReply } from '#web/http/wire.ts'

export type AskMode = 'direct' | 'thinking' | 'recursive'

interface Passage {
  readonly chunk_id: string
  readonly document_id: string
  readonly title: string
  readonly page: number | null
}

/** What was written in one round, as it comes. */
export interface RoundText {
  readonly thinking: string
  readonly reflection: string
  readonly answer: string
}

export interface AskState {
  readonly status: 'idle' | 'running' | 'done' | 'stopped' | 'failed'
  readonly question: string
  readonly passages: readonly Passage[]
  readonly rounds: ReadonlyMap<number, RoundText>
  readonly reply?: AskReply
  readonly error?: unknown
}

const idle: AskState = { status: 'idle', question: '', passages: [], rounds: new Map() }
const parts = { 'thinking.delta': 'thinking', 'reflection.delta': 'reflection', 'answer.delta': 'answer' } as const

/** Asks, and tells what comes back while it comes. Leaving the page or `stop` ends the work on the server too. */
export function useAsk() {
  const [state, setState] = useState<AskState>(idle)
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  const ask = useCallback(async (question: string, options: { mode: AskMode; rounds: number }) => {
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    setState({ ...idle, status: 'running', question })
    try {
      for await (const { event, data } of readEvents('/v1/ask', {
        body: { question, ...options },
        signal: controller.signal,
      })) {
        setState((known) => take(known, event, data))
      }
    } catch (error) {
      if (controller.signal.aborted) return
      setState((known) => ({ ...known, status: 'failed', error }))
    }
  }, [])
  const stop = useCallback(() => {
    running.current?.abort()
    setState((known) => ({ ...known, status: 'stopped' }))
  }, [])
  return { state, ask, stop }
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
