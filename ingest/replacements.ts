import type { DocumentSummary } from '#core/document.ts'

/** An older version, and what is kept of it. */
export type OlderVersion = Pick<DocumentSummary, 'id' | 'tags'>

/** Which older versions go with the files of a run. */
export interface Replacements {
  /** Called with each result of the loader; the versions that the file before it leaves to be removed are given back. */
  enter(file: string | undefined): readonly string[]
  /** A document of the file that is there, old or new: it stays. */
  keep(documentId: string): void
  /** Something of the file could not be read: nothing of it goes. */
  keepAll(): void
  /** The versions that go when the last document of the file becomes visible. */
  take(): readonly string[]
  /** What the older versions of the file were tagged with. */
  tags(): readonly string[]
}

/** Keeps account, file by file, of the older versions that are replaced once all of a file was read. */
export function createReplacements(versionsOf: (file: string) => readonly OlderVersion[]): Replacements {
  let current: string | undefined
  let older: readonly OlderVersion[] = []
  let going = new Set<string>()
  const take = (): readonly string[] => {
    const ids = [...going]
    going = new Set()
    return ids
  }
  return {
    enter: (file) => {
      if (file === current) return []
      const left = take()
      current = file
      older = file === undefined ? [] : versionsOf(file)
      going = new Set(older.map(({ id }) => id))
      return left
    },
    keep: (documentId) => void going.delete(documentId),
    keepAll: () => going.clear(),
    take,
    tags: () => older.flatMap(({ tags = [] }) => tags),
  }
}
