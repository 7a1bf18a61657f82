import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { requestJson } from '#web/http/request-json.ts'
import type { PairLine } from '#web/http/wire.ts'

interface PairPage {
  readonly pairs: readonly PairLine[]
  readonly next_cursor: string | null
}

/** All pairs, page by page. */
export function usePairs() {
  const query = useInfiniteQuery({
    queryKey: ['pairs'],
    queryFn: ({ pageParam, signal }) =>
      requestJson<PairPage>(
        `/v1/pairs?limit=100${pageParam === '' ? '' : `&cursor=${encodeURIComponent(pageParam)}`}`,
        {
          signal,
        },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
  })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return {
    pairs: query.data?.pages.flatMap(({ pairs }) => pairs) ?? [],
    isPending: query.isPending,
    error: query.error,
  }
}
