import { useMutation, useQueryClient } from '@tanstack/react-query'
import { requestJson } from '#web/http/request-json.ts'
import type { Pair } from '#web/http/wire.ts'

export type Decision = NonNullable<Pair['review']>

/** A way to say what to do with a pair; the next one may be shown when it is kept. */
export function useReview(id: string | undefined) {
  const queries = useQueryClient()
  const decision = useMutation({
    mutationFn: (review: Decision) =>
      requestJson<Pair>(`/v1/pairs/${encodeURIComponent(id ?? '')}:review`, { method: 'POST', body: { review } }),
    onSuccess: (pair) => queries.setQueryData(['pair', pair.id], pair),
  })
  return {
    error: decision.error,
    decide: (review: Decision, { onKept }: { onKept: () => void }) => decision.mutate(review, { onSuccess: onKept }),
  }
}
