import { useQuery } from '@tanstack/react-query'
import { isUnderWay, type WireJob } from './job.ts'
import { requestJson } from './request-json.ts'

/** The jobs, newest first; asked again while one of them is under way. */
export function useJobs() {
  return useQuery({
    queryKey: ['jobs'],
    queryFn: async ({ signal }) =>
      (await requestJson<{ jobs: readonly WireJob[] }>('/v1/jobs?limit=100', { signal })).jobs,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) === true ? 700 : 10_000),
  })
}
