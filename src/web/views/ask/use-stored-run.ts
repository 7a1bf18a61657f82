import { useQuery } from '@tanstack/react-query'
import { requestJson } from '#web/http/request-json.ts'
import type { AskReply } from '#web/http/wire.ts'
import { idleAsk, type AskState } from './use-ask.ts'

/** An answer that was given before, by its id; idle where there is none to show. */
export function useStoredRun(id: string | null): AskState {
  const { data, error, isPending } = useQuery({
    queryKey: ['run', id],
    queryFn: () => requestJson<AskReply>(`/v1/runs/${encodeURIComponent(id ?? '')}`),
    enabled: id !== null,
    staleTime: Infinity,
  })
  if (id === null) return idleAsk
  if (error !== null) return { ...idleAsk, status: 'failed', error }
  return isPending ? idleAsk : { ...idleAsk, status: 'done', mode: data.mode, reply: data }
}
