import type { Random } from '#core/create-random.ts'
import { throwIfCancelled } from '#core/errors.ts'
import type { PathStep } from '#core/task.ts'
import type { GraphStore, StatedRelation } from '#graph/graph-store.ts'
import { isGenericName } from './is-generic-name.ts'
import { isReadableEvidence } from './is-readable-evidence.ts'
import { toPathStep } from './to-path-step.ts'

/** A measured value with the sentence that states it of a material. */
interface Value {
  readonly step: PathStep
  readonly materialId: string
  readonly minimum: number
  readonly maximum: number
}

/** The larger value is larger by this, so that no reader has to split hairs. */
const clearBy = 1.1
/** Comparisons that one value stands in: else the few materials with many values would be asked about again and again. */
const comparisonsOfOneValue = 3

type Graph = Pick<GraphStore, 'documentIds' | 'chunksOfDocument' | 'relationsOfChunks' | 'quantitiesOfChunks'>

/**
 * Two materials and one property whose measured values, in the same unit, do not overlap: all that is known of the one lies
 * above all that is known of the other. Values under a stated condition are left out: they hold only there. The first step
 * is the other material, the last one the answer, as often the larger as the smaller. The same graph and randomness give
 * the same comparisons in the same order.
 */
export async function* findComparisons(
  { random }: { readonly random: Random },
  graph: Graph,
  options: { signal?: AbortSignal } = {},
): AsyncGenerator<readonly PathStep[]> {
  const groups = await readValues(graph, options)
  const uses = new Map<Value, number>()
  const isFree = (value: Value): boolean => (uses.get(value) ?? 0) < comparisonsOfOneValue
  for (const group of random.shuffle([...groups.values()])) {
    const materials = Map.groupBy(group, ({ materialId }) => materialId)
    const asked = new Set<string>()
    for (const value of random.shuffle(group)) {
      for (const other of random.shuffle(group)) {
        throwIfCancelled(options.signal)
        const key = [value.materialId, other.materialId].toSorted().join(' ')
        if (asked.has(key) || !isFree(value) || !isFree(other) || !areApart(value, other)) continue
        const [a, b] = [materials.get(value.materialId) ?? [], materials.get(other.materialId) ?? []]
        if (!isAbove(a, b) && !isAbove(b, a)) continue
        asked.add(key)
        for (const each of [value, other]) uses.set(each, (uses.get(each) ?? 0) + 1)
        yield random.below(2) === 0 ? [value.step, other.step] : [other.step, value.step]
      }
    }
  }
}

/** Two materials, each in a sentence of its own passage that does not name the other one. */
function areApart({ step: a, materialId }: Value, { step: b, materialId: other }: Value): boolean {
  if (materialId === other || a.evidence.chunkId === b.evidence.chunkId) return false
  const [nameA, nameB] = [a.subject.toLowerCase(), b.subject.toLowerCase()]
  if (nameA.includes(nameB) || nameB.includes(nameA)) return false
  return !a.evidence.text.toLowerCase().includes(nameB) && !b.evidence.text.toLowerCase().includes(nameA)
}

function isAbove(a: readonly Value[], b: readonly Value[]): boolean {
  return Math.min(...a.map(({ minimum }) => minimum)) > clearBy * Math.max(...b.map(({ maximum }) => maximum))
}

/** Values by property and unit. */
async function readValues(
  graph: Graph,
  options: { signal?: AbortSignal },
): Promise<ReadonlyMap<string, readonly Value[]>> {
  const groups = new Map<string, Value[]>()
  for (const documentId of await graph.documentIds()) {
    throwIfCancelled(options.signal)
    const chunkIds = (await graph.chunksOfDocument(documentId)).map(({ id }) => id)
    const [quantities, relations] = [await graph.quantitiesOfChunks(chunkIds), await graph.relationsOfChunks(chunkIds)]
    for (const { id, chunkId, start, end, si, property, materialId, condition } of quantities) {
      if (si === undefined || si.minimum <= 0 || property === undefined || condition !== undefined) continue
      const stated = relations.find(
        (each) =>
          each.subject.id === materialId && each.relation.predicate === 'has' && isSame(each.object.name, property),
      )
      const place = stated?.evidence.find((each) => each.chunkId === chunkId && each.start <= start && end <= each.end)
      if (stated === undefined || place === undefined || !isPlain(stated, place.sentence)) continue
      const step = { ...toPathStep({ ...stated, place }), quantityId: id }
      const { minimum, maximum, unit } = si
      const key = `${property.toLowerCase()} ${unit}`
      groups.set(key, [...(groups.get(key) ?? []), { step, materialId: stated.subject.id, minimum, maximum }])
    }
  }
  return groups
}

/** The sentence speaks of the property and of one material, and neither of a difference nor of a bound. */
function isPlain({ relation, subject, object }: StatedRelation, sentence: string): boolean {
  const text = sentence.toLowerCase()
  if (
    isGenericName(subject.name) ||
    !text.includes(subject.name.toLowerCase()) ||
    !text.includes(object.name.toLowerCase())
  )
    return false
  return isReadableEvidence(relation, sentence) && !relative.test(sentence)
}

/** "Lithium reduces the density by 3 %", "higher than 500 MPa", "up to": no value of the material by itself. */
const relative =
  /\b(?:by (?:about |roughly |up to )?[\d.]|higher|lower|larger|smaller|greater|less|more|than|exceeds?|increas\w*|decreas\w*|reduc\w*|rais\w*|drop\w*|fall\w*|compared|factor|times|limits?|below|above|up to|if|when|after|before)\b/i

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
