import type { GraphStore } from '#graph/graph-store.ts'
import type { VectorStore } from '#graph/vector-store.ts'
import { findNames } from './find-names.ts'
import { contentStems, keyOf, phraseKey, readWords, stemsOf } from './read-words.ts'

/** A passage with what comparing it to questions needs. */
export interface Passage {
  readonly id: string
  readonly documentId: string
  readonly title: string
  readonly text: string
  readonly titleKey: string
  readonly titleStems: readonly string[]
  readonly vector: Float32Array
  readonly sentences: readonly Float32Array[]
  readonly stems: ReadonlySet<string>
  /** See `phraseKey`; title and text. */
  readonly key: string
  readonly names: readonly Name[]
  /** The keys of these. */
  readonly nameKeys: ReadonlySet<string>
}

/** Something a passage speaks of. */
export interface Name {
  readonly text: string
  readonly key: string
  readonly stems: readonly string[]
  /** A single capitalised word or number, which may be part of another name: `Paris` of `Paris Hilton`. */
  readonly isPartOfNames: boolean
}

/** Gives the passages of these ids that are there and ready. */
export type ReadPassages = (ids: readonly string[]) => Promise<ReadonlyMap<string, Passage>>

/** About 20 KB each. */
const mostRemembered = 5_000

/** A reader that remembers the passages last asked for. It may remember one that has since been deleted; check before citing. */
export function createPassageReader({
  graph,
  vectors,
}: {
  graph: Pick<GraphStore, 'getChunks' | 'documentTitles'>
  vectors: Pick<VectorStore, 'passages'>
}): ReadPassages {
  const remembered = new Map<string, Passage>()
  return async (ids) => {
    const missing = ids.filter((id) => !remembered.has(id))
    if (missing.length > 0) {
      const [chunks, embedded] = await Promise.all([graph.getChunks(missing), vectors.passages(missing)])
      const titles = await graph.documentTitles([...new Set([...chunks.values()].map(({ documentId }) => documentId))])
      for (const { id, documentId, text } of chunks.values()) {
        const found = embedded.get(id)
        if (found === undefined) continue
        const title = titles.get(documentId) ?? ''
        const names = [...(isNamed(title, text) ? [title] : []), ...findNames(text)]
          .map(asName)
          .filter(({ stems }) => stems.length > 0)
        const words = readWords(text.startsWith(title) ? text : `${title}\n${text}`)
        remembered.set(id, {
          id,
          documentId,
          title,
          text,
          titleKey: phraseKey(title),
          titleStems: contentStems(title),
          ...found,
          stems: new Set(stemsOf(words)),
          key: keyOf(words),
          names,
          nameKeys: new Set(names.map(({ key }) => key)),
        })
      }
    }
    const passages = new Map<string, Passage>()
    for (const id of ids) {
      const passage = remembered.get(id)
      if (passage === undefined) continue
      passages.set(id, passage)
      // The last asked for stand last; the first go when there are too many.
      remembered.delete(id)
      remembered.set(id, passage)
    }
    for (const id of remembered.keys()) {
      if (remembered.size <= mostRemembered) break
      remembered.delete(id)
    }
    return passages
  }
}

/** Whether a title is what its text speaks of (`Nacre`), and not its subject only (`Oxides and their uses`). */
function isNamed(title: string, text: string): boolean {
  const body = text.startsWith(title) ? text.slice(title.length) : text
  return phraseKey(body).includes(phraseKey(title.replace(/\s*\([^)]*\)$/, '')))
}

/** Whether a passage speaks of a thing. A single capitalised word has to be a whole name in it: `Paris` is not `Paris Hilton`. */
export function speaksOf({ nameKeys, stems, key }: Passage, name: Name): boolean {
  if (nameKeys.has(name.key)) return true
  if (name.isPartOfNames) return false
  // Most passages lack one of the words, which is told sooner than that they lack the phrase.
  return name.stems.every((stem) => stems.has(stem)) && key.includes(name.key)
}

/** A text as something that can be looked for in passages. */
export function asName(text: string): Name {
  const words = readWords(text)
  const isPartOfNames = /^(?:\p{Lu}|\d)/u.test(text) && !/\s/.test(text)
  return { text, key: keyOf(words), stems: [...new Set(stemsOf(words))], isPartOfNames }
}
