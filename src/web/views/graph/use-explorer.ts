import { useCallback, useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { requestJson } from '#web/http/request-json.ts'
import type { Neighbours, Paths } from '#web/http/wire.ts'
import {
  emptyPicture,
  joinPictures,
  pictureOfExport,
  pictureOfNeighbours,
  pictureOfPaths,
  type Picture,
} from '#web/picture/picture.ts'

const neighboursAtOnce = 60

interface NeighboursPage extends Neighbours {
  readonly truncated: { readonly shown: number } | null
}

/** The part of the graph that is open. What was opened stands in the address, so that it can be sent to somebody. */
export function useExplorer() {
  const [search, setSearch] = useSearchParams()
  const [picture, setPicture] = useState<Picture>(emptyPicture)
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const [notShown, setNotShown] = useState(0)

  const run = useCallback(async (read: () => Promise<Picture>) => {
    setIsBusy(true)
    setError(undefined)
    try {
      const found = await read()
      setPicture((known) => joinPictures(known, found))
    } catch (problem) {
      setError(problem)
    } finally {
      setIsBusy(false)
    }
  }, [])
  const addNeighbours = useCallback(
    (id: string) =>
      run(async () => {
        const page = await requestJson<NeighboursPage>(
          `/v1/graph/nodes/${encodeURIComponent(id)}/neighbours?limit=${neighboursAtOnce}`,
        )
        if (page.truncated !== null) setNotShown((count) => count + 1)
        return pictureOfNeighbours(page)
      }),
    [run],
  )
  const addPaths = useCallback(
    (from: string, to: string) =>
      run(async () =>
        pictureOfPaths(
          await requestJson<Paths>(`/v1/graph/paths?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`),
        ),
      ),
    [run],
  )
  const addAll = useCallback(
    () => run(async () => pictureOfExport(await requestJson('/v1/graph/export?format=json'))),
    [run],
  )

  const isStarted = useRef(false)
  useEffect(() => {
    if (isStarted.current) return
    isStarted.current = true
    const [from, to] = [search.get('from'), search.get('to')]
    if (search.has('all')) void addAll()
    else if (from !== null && to !== null) void addPaths(from, to)
    else for (const id of splitIds(search.get('focus'))) void addNeighbours(id)
  }, [search, addAll, addNeighbours, addPaths])

  return {
    picture,
    isBusy,
    error,
    /** Neighbours that were left out, at least. */
    notShown,
    open: async (id: string) => {
      setSearch({ focus: [...new Set([...splitIds(search.get('focus')), id])].join(',') }, { replace: true })
      await addNeighbours(id)
    },
    connect: async (from: string, to: string) => {
      setSearch({ from, to }, { replace: true })
      await addPaths(from, to)
    },
    openAll: async () => {
      setSearch({ all: '1' }, { replace: true })
      await addAll()
    },
    clear: () => {
      setSearch({}, { replace: true })
      setPicture(emptyPicture)
      setNotShown(0)
      setError(undefined)
    },
  }
}

function splitIds(text: string | null): readonly string[] {
  return text === null || text === '' ? [] : text.split(',')
}
