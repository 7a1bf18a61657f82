import type { Chunk } from '#core/chunk.ts'
import { makeId } from '#core/id.ts'
import type { ChunkKnowledge, Entity, Evidence, Mention, Quantity, Relation } from '#core/knowledge.ts'
import type { TextSpan } from '#core/pair.ts'
import type { EntityDraft, MentionDraft } from './find-mentions.ts'
import type { FoundQuantity } from './find-quantities.ts'
import type { RelationDraft } from './find-relations.ts'
import { parseUnit } from './units.ts'

/** What one sentence says, before chunks and ids. Spans are offsets into the document's text. */
export interface SentenceKnowledge {
  readonly span: TextSpan
  /** Its text, with words joined that a line end had parted. */
  readonly sentence: string
  readonly mentions: readonly MentionDraft[]
  /** Every place that names a material, nested ones too; the mentions are their projection onto noun phrases. */
  readonly materials: readonly TextSpan[]
  readonly relations: readonly RelationDraft[]
  readonly quantities: readonly {
    readonly quantity: FoundQuantity
    readonly span: TextSpan
    readonly text: string
    readonly property?: string
    readonly material?: EntityDraft
    readonly condition?: string
  }[]
}

/** An entity with its id. */
export function makeEntity({ type, key, name }: EntityDraft): Entity {
  return { id: makeId('entity', type, key), type, key, name }
}

/** A relation with its id. */
export function makeRelation({ subject, object, type, predicate }: RelationDraft): Relation {
  const subjectId = makeEntity(subject).id
  const objectId = makeEntity(object).id
  return { id: makeId('relation', subjectId, type, predicate, objectId), subjectId, objectId, type, predicate }
}

/** Collects the records of a chunk; each is there once. */
export interface ChunkBuilder {
  readonly chunk: Chunk
  readonly entities: Map<string, Entity>
  readonly mentions: Map<string, Mention>
  readonly relations: Map<string, Relation>
  readonly evidence: Map<string, Evidence>
  readonly quantities: Map<string, Quantity>
}

/**
 * Gives every sentence to the first chunk that holds it whole (else the first that holds its start), and its mentions,
 * relations and quantities with it, so the overlap of two chunks counts once. Sentences outside all chunks are left out.
 */
export function assembleKnowledge(chunks: readonly Chunk[], sentences: readonly SentenceKnowledge[]): ChunkKnowledge[] {
  const ordered = [...chunks].sort((one, other) => one.start - other.start || one.end - other.end)
  const builders = new Map<string, ChunkBuilder>(chunks.map((chunk) => [chunk.id, emptyBuilder(chunk)]))
  for (const sentence of sentences) {
    const home = homeOf(ordered, sentence.span)
    if (home === undefined) continue
    for (const mention of sentence.mentions) {
      // Where a sentence goes past the end of its chunk, what stands there belongs to the chunk that holds it.
      const builder = builders.get((holds(home, mention) ? home : homeOf(ordered, mention))?.id ?? '')
      if (builder !== undefined) addMention(builder, mention, mention.entity, mention)
    }
    const builder = builders.get(home.id)
    if (builder === undefined) continue
    for (const relation of sentence.relations) addRelation(builder, relation, sentence)
    for (const quantity of sentence.quantities) addQuantity(builder, quantity)
  }
  return chunks.map((chunk) => finish(builders.get(chunk.id) ?? emptyBuilder(chunk)))
}

function emptyBuilder(chunk: Chunk): ChunkBuilder {
  return {
    chunk,
    entities: new Map(),
    mentions: new Map(),
    relations: new Map(),
    evidence: new Map(),
    quantities: new Map(),
  }
}

function finish(builder: ChunkBuilder): ChunkKnowledge {
  return {
    chunkId: builder.chunk.id,
    entities: [...builder.entities.values()],
    mentions: [...builder.mentions.values()],
    relations: [...builder.relations.values()],
    evidence: [...builder.evidence.values()],
    quantities: [...builder.quantities.values()],
  }
}

function holds(chunk: Chunk, span: TextSpan): boolean {
  return chunk.start <= span.start && span.end <= chunk.end
}

/** The first chunk that holds the span whole, else the first that holds its start. Chunks are in order of their start. */
function homeOf(chunks: readonly Chunk[], span: TextSpan): Chunk | undefined {
  let low = 0
  let high = chunks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((chunks[middle]?.end ?? 0) <= span.start) low = middle + 1
    else high = middle
  }
  let first: Chunk | undefined
  for (let index = low; index < chunks.length; index++) {
    const chunk = chunks[index]
    if (chunk === undefined || chunk.start > span.start) break
    if (holds(chunk, span)) return chunk
    if (first === undefined && span.start < chunk.end) first = chunk
  }
  return first
}

function addMention(builder: ChunkBuilder, span: TextSpan, draft: EntityDraft, { start, end }: TextSpan): void {
  const entity = makeEntity(draft)
  const { chunk } = builder
  builder.entities.set(entity.id, entity)
  const id = makeId('mention', entity.id, chunk.id, start, end)
  const text = chunk.text.slice(span.start - chunk.start, span.end - chunk.start)
  builder.mentions.set(id, { id, entityId: entity.id, chunkId: chunk.id, start, end, text })
}

function addRelation(builder: ChunkBuilder, draft: RelationDraft, { span, sentence }: SentenceKnowledge): void {
  const relation = makeRelation(draft)
  for (const entity of [makeEntity(draft.subject), makeEntity(draft.object)]) builder.entities.set(entity.id, entity)
  builder.relations.set(relation.id, relation)
  const id = makeId('evidence', relation.id, builder.chunk.id, span.start, span.end)
  builder.evidence.set(id, { id, relationId: relation.id, chunkId: builder.chunk.id, ...span, sentence })
}

function addQuantity(
  builder: ChunkBuilder,
  { quantity, span, text, property, material, condition }: SentenceKnowledge['quantities'][number],
): void {
  const { chunk } = builder
  const meaning = parseUnit(quantity.unit)
  const convert = (value: number): number =>
    Number((value * (meaning?.factor ?? 1) + (meaning?.offset ?? 0)).toPrecision(12))
  const entity = material === undefined ? undefined : makeEntity(material)
  if (entity !== undefined) builder.entities.set(entity.id, entity)
  const id = makeId('quantity', chunk.id, span.start, span.end)
  builder.quantities.set(id, {
    id,
    chunkId: chunk.id,
    ...span,
    text,
    minimum: quantity.minimum,
    maximum: quantity.maximum,
    unit: quantity.unit,
    ...(meaning === undefined
      ? {}
      : { si: { minimum: convert(quantity.minimum), maximum: convert(quantity.maximum), unit: meaning.si } }),
    ...(property === undefined ? {} : { property }),
    ...(entity === undefined ? {} : { materialId: entity.id }),
    ...(condition === undefined ? {} : { condition }),
  })
}
