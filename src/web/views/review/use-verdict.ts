import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ProblemError } from '#web/http/problem-error.ts'
import { requestJson } from '#web/http/request-json.ts'

type Verdict = 'accept' | 'reject'

/** What a person has said of a pair, and a way to say it. */
export function useVerdict(id: string | undefined) {
  const queries = useQueryClient()
  const path = `/v1/pairs/${encodeURIComponent(id ?? '')}/review`
  const known = useQuery({
    queryKey: ['review', id],
    queryFn: async () => {
      try {
        return (await requestJson<{ verdict: Verdict }>(path)).verdict
      } catch (error) {
        // Nobody has looked at it yet.
        if (error instanceof ProblemError && error.status === 404) return null
        throw error
      }
    },
    enabled: id !== undefined,
  })
  const mutation = useMutation({
    mutationFn: (verdict: Verdict) => requestJson(path, { method: 'POST', body: { verdict } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['review', id] }),
  })
  return {
    current: known.data === 'accept' ? 'accepted' : known.data === 'reject' ? 'rejected' : undefined,
    error: known.error ?? mutation.error,
    say: (verdict: Verdict, { onSaid }: { onSaid: () => void }) => mutation.mutate(verdict, { onSuccess: onSaid }),
  }
}
