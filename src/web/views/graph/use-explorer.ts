import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { requestJson } from '#web/http/request-json.ts'
import type { Neighbours, Paths, Stats } from '#web/http/wire.ts'
import {
  emptyPicture,
  joinPictures,
  pictureOfExport,
  pictureOfNeighbours,
  pictureOfPaths,
  type Picture,
} from '#web/picture/picture.ts'

/** Neighbours that are drawn at once, and those that are asked for: the others can be shown, too. */
const shownAtOnce = 60
const asked = 500
/** A picture of more things says nothing and stands still. */
const mostThings = 20_000

interface NeighboursPage extends Neighbours {
  readonly truncated: { readonly shown: number } | null
}

/** What is open: what is drawn, and the neighbours that are not. */
interface Opened {
  readonly picture: Picture
  readonly left: Picture
  /** There are more than were asked for. */
  readonly isMore: boolean
  readonly paths?: Paths
}

const nothing: Opened = { picture: emptyPicture, left: emptyPicture, isMore: false }

/** The part of the graph that is open. What was opened stands in the address, so that it can be sent to somebody. */
export function useExplorer() {
  const [search, setSearch] = useSearchParams()
  const [opened, setOpened] = useState<Opened>(nothing)
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<unknown>()

  const run = useCallback(async (read: () => Promise<(known: Opened) => Opened>) => {
    setIsBusy(true)
    setError(undefined)
    try {
      setOpened(await read())
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
          `/v1/graph/nodes/${encodeURIComponent(id)}/neighbours?limit=${asked}`,
        )
        const near = pictureOfNeighbours({ ...page, neighbours: page.neighbours.slice(0, shownAtOnce) })
        const rest = pictureOfNeighbours({ ...page, neighbours: page.neighbours.slice(shownAtOnce) })
        return ({ picture, left, isMore }) => ({
          picture: joinPictures(picture, near),
          left: joinPictures(left, rest),
          isMore: isMore || page.truncated !== null,
        })
      }),
    [run],
  )
  const addPaths = useCallback(
    (from: string, to: string) =>
      run(async () => {
        const paths = await requestJson<Paths>(
          `/v1/graph/paths?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`,
        )
        return (known) => ({ ...known, picture: joinPictures(known.picture, pictureOfPaths(paths)), paths })
      }),
    [run],
  )
  const addAll = useCallback(
    () =>
      run(async () => {
        const { entities } = await requestJson<Stats>('/v1/graph/stats')
        if (entities > mostThings) {
          throw new Error(
            `The graph has ${entities.toLocaleString('en')} things; up to ${mostThings.toLocaleString('en')} can be ` +
              'drawn at once. Find a thing and open its neighbours, or export the graph.',
          )
        }
        const all = pictureOfExport(await requestJson('/v1/graph/export?format=json'))
        return ({ picture, paths }) => ({ ...nothing, picture: joinPictures(picture, all), ...(paths && { paths }) })
      }),
    [run],
  )

  const isStarted = useRef(false)
  useEffect(() => {
    if (isStarted.current) return
    isStarted.current = true
    const [from, to] = [search.get('from'), search.get('to')]
    if (search.has('all')) void addAll()
    else if (from !== null && to !== null) void addPaths(from, to)
    else for (const id of focusOf(search)) void addNeighbours(id)
  }, [search, addAll, addNeighbours, addPaths])

  const { picture, left, isMore, paths } = opened
  const notShown = useMemo(() => [...left.nodes.keys()].filter((id) => !picture.nodes.has(id)).length, [left, picture])
  return {
    picture,
    /** The ways that were looked for last. */
    paths,
    isBusy,
    error,
    /** Neighbours of what was opened that are not drawn; `isMore` where nobody counted them all. */
    notShown,
    isMore,
    open: async (id: string) => {
      setSearch({ focus: [...new Set([...focusOf(search), id])].join(',') }, { replace: true })
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
    showLeft: () =>
      setOpened((known) => ({ ...known, picture: joinPictures(known.picture, known.left), left: emptyPicture })),
    clear: () => {
      setSearch({}, { replace: true })
      setOpened(nothing)
      setError(undefined)
    },
  }
}

/** The things whose neighbours an address opens. */
export function focusOf(search: URLSearchParams): readonly string[] {
  const text = search.get('focus') ?? ''
  return text === '' ? [] : text.split(',')
}
