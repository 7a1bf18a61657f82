import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { requestJson } from '#web/http/request-json.ts'
import type { DocumentLine } from '#web/http/wire.ts'

interface DocumentPage {
  readonly documents: readonly DocumentLine[]
  readonly total: number
  readonly next_cursor: string | null
}

/** All documents, page by page until the last one is here; the list can be used meanwhile. */
export function useDocuments() {
  const query = useInfiniteQuery({
    queryKey: ['documents'],
    queryFn: ({ pageParam, signal }) =>
      requestJson<DocumentPage>(
        `/v1/documents?limit=1000${pageParam === '' ? '' : `&cursor=${encodeURIComponent(pageParam)}`}`,
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
    documents: query.data?.pages.flatMap(({ documents }) => documents) ?? [],
    total: query.data?.pages[0]?.total ?? 0,
    isPending: query.isPending,
    error: query.error,
  }
}
