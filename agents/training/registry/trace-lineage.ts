import type { GraphStore } from '#graph/graph-store.ts'
import type { PolicyRegistry } from './open-policy-registry.ts'
import type { PolicyVersion } from './policy-version.ts'

/** Where one pair of a version comes from. */
export interface PairOrigin {
  readonly pair: string
  readonly question: string
  /** What the chosen reply was composed from. */
  readonly sentences: readonly { readonly documentId: string; readonly title: string; readonly text: string }[]
  readonly licenses: readonly string[]
}

export interface Lineage {
  /** The version and those it was trained from, youngest first. */
  readonly versions: readonly PolicyVersion[]
  readonly pairs: readonly PairOrigin[]
  /** Pairs that are gone because a document of theirs was removed. */
  readonly missingPairs: readonly string[]
  readonly licenses: readonly string[]
}

/** Follows a version down to the sentences and licences that it and its parents were trained on. Errors: `not-found`. */
export async function traceLineage(
  id: string,
  { registry, graph }: { readonly registry: PolicyRegistry; readonly graph: GraphStore },
): Promise<Lineage> {
  const versions: PolicyVersion[] = []
  for (let next: string | null = id; next !== null;) {
    const version: PolicyVersion = await registry.version(next)
    versions.push(version)
    next = version.parent
  }
  const pairs: PairOrigin[] = []
  const missingPairs: string[] = []
  for (const pairId of versions.flatMap(({ pairIds }) => pairIds)) {
    const pair = await graph.getRecord('pair', pairId)
    const task = pair === undefined ? undefined : await graph.getRecord('task', pair.taskId)
    if (pair === undefined || task === undefined) {
      missingPairs.push(pairId)
      continue
    }
    const evidence = (task.path ?? []).map((step) => step.evidence)
    const titles = await graph.documentTitles(evidence.map(({ documentId }) => documentId))
    pairs.push({
      pair: pairId,
      question: task.question,
      sentences: evidence.map(({ documentId, text }) => ({ documentId, title: titles.get(documentId) ?? '', text })),
      licenses: pair.provenance.licenses,
    })
  }
  return {
    versions,
    pairs,
    missingPairs,
    licenses: [...new Set(versions.flatMap(({ licenses }) => licenses))].toSorted(),
  }
}
