import type { Evidence, EvidenceSentence } from '#agents/evidence/evidence.ts'
import { contentWords } from '#agents/verify/content-words.ts'
import { materialsInText } from '#agents/verify/materials-in-text.ts'
import type { Entity, RelationType } from '#core/knowledge.ts'
import type { GraphStore, StatedRelation } from '#graph/graph-store.ts'
import { findAskedEntities } from './find-asked-entities.ts'

/** An entity that the evidence speaks of, and the passages that do. */
export interface RecalledEntity {
  readonly entity: Entity
  readonly chunkIds: readonly string[]
}

/** A measured value with what it is of, as printed: `about 3 to 10 MPa·m^0.5`. */
export interface RecalledQuantity {
  readonly property: string
  readonly material?: string
  readonly condition?: string
  readonly text: string
  readonly chunkId: string
}

/** What the graph knows of the evidence: the raw material of the sections that code writes. */
export interface RecalledKnowledge {
  /** Those the question names first, then those with most relations here. */
  readonly entities: readonly RecalledEntity[]
  /** Typed relations that an evidence sentence states: causes first, then what things are made of and what they are. */
  readonly relations: readonly StatedRelation[]
  /** In the order of the sentences. */
  readonly quantities: readonly RecalledQuantity[]
}

/** Causes say most; that a material has a property says least. */
const tellingFirst: readonly RelationType[] = [
  'INFLUENCES',
  'PRODUCED_BY',
  'MADE_OF',
  'PART_OF',
  'USED_FOR',
  'IS_A',
  'HAS_PROPERTY',
]

/** Reads from the graph what stands in exactly the evidence sentences. */
export async function recallKnowledge(
  question: string,
  evidence: Evidence,
  graph: GraphStore,
): Promise<RecalledKnowledge> {
  const { sentences } = evidence
  const chunkIds = [...new Set(sentences.map(({ chunkId }) => chunkId))]
  const [asked, byChunk, allRelations, allQuantities] = await Promise.all([
    findAskedEntities(question, graph),
    graph.entitiesOfChunks(chunkIds),
    graph.relationsOfChunks(chunkIds),
    graph.quantitiesOfChunks(chunkIds),
  ])
  const names = new Map([...byChunk.values()].flat().map(({ entity }) => [entity.id, entity.name]))
  const relations = allRelations.filter(
    (relation) => isTelling(relation, asked) && placeOf(relation.evidence, sentences) !== -1,
  )
  return {
    entities: orderEntities(
      [...byChunk.values()].flat().map(({ entity }) => entity),
      relations,
      sentences,
      asked,
    ),
    relations: relations.toSorted(
      (a, b) =>
        Number(touches(b, asked)) - Number(touches(a, asked)) ||
        tellingFirst.indexOf(a.relation.type) - tellingFirst.indexOf(b.relation.type) ||
        placeOf(a.evidence, sentences) - placeOf(b.evidence, sentences),
    ),
    quantities: allQuantities
      .map((quantity) => ({ quantity, place: placeOf([quantity], sentences) }))
      .filter(({ place }) => place !== -1)
      .toSorted((a, b) => a.place - b.place)
      .flatMap(
        ({ quantity: { property, materialId, condition, text, unit, chunkId, start }, place }): RecalledQuantity[] => {
          const sentence = sentences[place]
          const printed =
            sentence === undefined ? undefined : withQualifier(text, sentence.text.slice(0, start - sentence.start))
          if (property === undefined || printed === undefined || unit === '') return []
          const suggested = materialId === undefined ? undefined : names.get(materialId)
          const before = (sentence?.text ?? '').slice(0, start - (sentence?.start ?? 0))
          const owner = printedOwner(property, before)
          // Where two materials stand in the sentence, which of them has the property is a guess.
          if (owner === undefined && severalMaterials(sentence?.text ?? '')) return []
          const material = owner ?? suggested
          return [
            {
              property,
              ...(material === undefined ? {} : { material }),
              ...(condition === undefined ? {} : { condition }),
              text: printed,
              chunkId,
            },
          ]
        },
      ),
  }
}

/** Whether a sentence names two different materials, such as both parts of a composite. */
function severalMaterials(sentence: string): boolean {
  return new Set(materialsInText(sentence).map(({ key }) => key)).size > 1
}

/** Which sentence holds one of the places; -1 where none does. */
function placeOf(
  places: readonly { readonly chunkId: string; readonly start: number; readonly end: number }[],
  sentences: readonly EvidenceSentence[],
): number {
  return sentences.findIndex((sentence) =>
    places.some(
      ({ chunkId, start, end }) => chunkId === sentence.chunkId && start >= sentence.start && end <= sentence.end,
    ),
  )
}

/**
 * Appearing together and `steel wire is a kind of wire` tell nothing that the names do not; that a material has a property
 * tells something only where the property is asked about.
 */
function isTelling({ relation, subject, object }: StatedRelation, asked: ReadonlySet<string>): boolean {
  if (relation.type === 'RELATES_TO') return false
  if (relation.type === 'HAS_PROPERTY') return asked.has(object.id)
  return relation.type !== 'IS_A' || !subject.name.toLowerCase().includes(object.name.toLowerCase())
}

function touches({ subject, object }: StatedRelation, entityIds: ReadonlySet<string>): boolean {
  return entityIds.has(subject.id) || entityIds.has(object.id)
}

function orderEntities(
  entities: readonly Entity[],
  relations: readonly StatedRelation[],
  sentences: readonly EvidenceSentence[],
  asked: ReadonlySet<string>,
): RecalledEntity[] {
  return [...new Map(entities.map((entity) => [entity.id, entity])).values()]
    .map((entity) => {
      const own = relations.filter((relation) => touches(relation, new Set([entity.id])))
      const chunkIds = [
        ...own.flatMap(({ evidence }) => evidence.map(({ chunkId }) => chunkId)),
        ...sentences.filter(({ text }) => isNamedIn(entity.name, text)).map(({ chunkId }) => chunkId),
      ]
      return { entity, chunkIds: [...new Set(chunkIds)], weight: 10 * Number(asked.has(entity.id)) + own.length }
    })
    .filter(({ chunkIds, weight }) => chunkIds.length > 0 && weight > 0)
    .toSorted((a, b) => b.weight - a.weight || (a.entity.id < b.entity.id ? -1 : 1))
    .map(({ entity, chunkIds }) => ({ entity, chunkIds }))
}

function isNamedIn(name: string, text: string): boolean {
  const words = contentWords(name)
  const there = new Set(contentWords(text))
  return words.length > 0 && words.every((word) => there.has(word))
}

/** What a sentence itself says the property is of: `the hardness of martensite up to about 900 HV` says martensite. */
function printedOwner(property: string, before: string): string | undefined {
  const at = before.toLowerCase().lastIndexOf(`${property.toLowerCase()} of `)
  if (at === -1) return undefined
  const after = before.slice(at + property.length + 4)
  const owner =
    /^(?:the |a |an )?(.+?)(?= (?:is|are|was|were|has|have|ranges?|lies?|reach(?:es)?|increases?|decreases?|exceeds?|falls?|rises?|stays?|remains?|depends?|at|up to|from|between|about|above|below|by|with|and|whereas|while)\b|[,.;:]|$)/u.exec(
      after,
    )?.[1]
  return owner !== undefined && owner.split(' ').length <= 6 && !/^(?:about|up to|roughly|[\d~<>])/.test(owner)
    ? owner
    : undefined
}

/** A value with the words before it that change its meaning (`below 1 MPa`); undefined where it is the tail of a longer number. */
function withQualifier(text: string, before: string): string | undefined {
  if (/[\d^.,×−⁻-]$/.test(before)) return undefined
  const qualifier =
    /\b(?:below|above|over|under|at least|at most|up to|less than|more than|only|nearly|almost|(?:about|around|roughly|approximately))(?:\s+(?:about|around|roughly|approximately))?\s*$/i.exec(
      before,
    )
  const value = text
    .replace(/^(?:from|between)\s+/i, '')
    .replace(/^(about\s+)?(\S+) and (?=\S)/i, (whole, about: string | undefined, low: string) =>
      /^between/i.test(text) ? `${about ?? ''}${low} to ` : whole,
    )
  return qualifier === null ? value : `${qualifier[0].trim().toLowerCase()} ${value}`
}
