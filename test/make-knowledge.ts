import { makeId } from '#core/id.ts'
import type { Chunk } from '#core/chunk.ts'
import type {
  ChunkKnowledge,
  DocumentKnowledge,
  Entity,
  EntityType,
  Evidence,
  Mention,
  Quantity,
  Relation,
  RelationType,
} from '#core/knowledge.ts'
import { normalForm } from '#graph/resolve/normal-form.ts'
import { makeRandom, type Random } from './make-random.ts'

const terms: readonly (readonly [name: string, type: EntityType])[] = [
  ['nacre', 'Material'],
  ['aragonite', 'Material'],
  ['TiN', 'Material'],
  ['tin', 'Material'],
  ['α-Al₂O₃', 'Material'],
  ['spider silk', 'Material'],
  ['hydroxyapatite', 'Material'],
  ['fracture toughness', 'Property'],
  ['Young’s modulus', 'Property'],
  ['ionic conductivity', 'Property'],
  ['freeze casting', 'Process'],
  ['annealing', 'Process'],
  ['platelet', 'Structure'],
  ['grain boundary', 'Structure'],
  ['transmission electron microscopy', 'Method'],
  ['gas separation', 'Application'],
  ['crack deflection', 'Concept'],
]

const verbs: readonly (readonly [predicate: string, type: RelationType])[] = [
  ['is made of', 'MADE_OF'],
  ['has', 'HAS_PROPERTY'],
  ['increases', 'INFLUENCES'],
  ['is produced by', 'PRODUCED_BY'],
  ['resembles', 'RELATES_TO'],
]

/** How a document is made up: equal seeds give equal documents. */
export interface KnowledgeShape {
  readonly seed: number
  /** 3 where not given; 0 makes a document that tells nothing. */
  readonly chunks?: number
  /** In each chunk; 3 where not given. */
  readonly sentences?: number
}

/**
 * A document of our own words with all that it tells, consistent to the last offset. Documents of different seeds share
 * entities and relations, because all draw from the same few words.
 */
export function makeKnowledge({ seed, chunks = 3, sentences = 3 }: KnowledgeShape): DocumentKnowledge {
  const random = makeRandom(seed)
  const documentId = makeId('doc', seed, chunks, sentences)
  const parts: { chunk: Chunk; knowledge: ChunkKnowledge }[] = []
  let text = ''
  for (let index = 0; index < chunks; index += 1) {
    const part = makeChunk({ random, documentId, index, start: text.length, sentences, hasPages: seed % 2 === 0 })
    parts.push(part)
    text += `${part.chunk.text}\n\n`
  }
  return {
    document: {
      id: documentId,
      title: `Notes ${seed} on ${random.pick(terms)[0]}`,
      source: `notes/${seed}.md`,
      mediaType: 'text/markdown',
      text,
      pages: seed % 2 === 0 ? [{ page: 1, start: 0, end: text.length }] : [],
      ...(seed % 3 === 0 && {
        doi: `10.1000/${seed}`,
        license: 'CC BY 4.0',
        authors: ['A. Ö. One', 'B. Two'],
        year: 2024,
        tags: ['shell', 'β'],
        sections: [{ heading: 'Notes', level: 1, start: 0, end: text.length }],
        references: ['A. One. On nacre. 2001.'],
      }),
    },
    chunks: parts.map((part) => part.chunk),
    knowledge: parts.map((part) => part.knowledge),
  }
}

interface ChunkPlace {
  readonly random: Random
  readonly documentId: string
  readonly index: number
  readonly start: number
  readonly sentences: number
  readonly hasPages: boolean
}

function makeChunk({ random, documentId, index, start, sentences, hasPages }: ChunkPlace) {
  const chunkId = makeId('chunk', documentId, index, start)
  const found = { entities: [] as Entity[], mentions: [] as Mention[], relations: [] as Relation[] }
  const evidence: Evidence[] = []
  const quantities: Quantity[] = []
  let text = ''
  for (let count = 0; count < sentences; count += 1) {
    const at = start + text.length
    const subject = random.pick(terms)
    const object = random.pick(terms)
    const [predicate, type] = random.pick(verbs)
    const amount = Math.round(random.next() * 1000) / 10
    const sentence = `${subject[0]} ${predicate} ${object[0]} at ${amount} GPa. `
    text += sentence
    const subjectEntity = makeEntity(subject)
    const objectEntity = makeEntity(object)
    const objectAt = at + subject[0].length + predicate.length + 2
    found.entities.push(subjectEntity, objectEntity)
    found.mentions.push(makeMention(subjectEntity, chunkId, at, subject[0]))
    found.mentions.push(makeMention(objectEntity, chunkId, objectAt, object[0]))
    const quantityAt = objectAt + object[0].length + 4
    quantities.push(makeQuantity(chunkId, quantityAt, amount, subject[1] === 'Material' ? subjectEntity : undefined))
    if (subjectEntity.id === objectEntity.id) continue
    const relation = makeRelation(subjectEntity, objectEntity, type, predicate)
    found.relations.push(relation)
    const end = at + sentence.length - 1
    evidence.push({
      id: makeId('evidence', relation.id, chunkId, at, end),
      relationId: relation.id,
      chunkId,
      start: at,
      end,
      sentence: sentence.trimEnd(),
    })
  }
  const trimmed = text.trimEnd()
  const page = hasPages ? { page: 1 } : {}
  const place = { id: chunkId, documentId, index, start, end: start + trimmed.length }
  const chunk: Chunk = { ...place, ...page, text: trimmed, tokens: trimmed.split(/\s+/).length + 2 }
  return { chunk, knowledge: { chunkId, ...found, evidence, quantities } satisfies ChunkKnowledge }
}

function makeEntity([printed, type]: readonly [string, EntityType]): Entity {
  const { key, name } = normalForm(printed)
  return { id: makeId('entity', type, key), type, key, name }
}

function makeMention(entity: Entity, chunkId: string, start: number, text: string): Mention {
  const end = start + text.length
  const id = makeId('mention', entity.id, chunkId, start, end)
  return { id, entityId: entity.id, chunkId, start, end, text }
}

function makeRelation(subject: Entity, object: Entity, type: RelationType, predicate: string): Relation {
  const id = makeId('relation', subject.id, type, predicate, object.id)
  return { id, subjectId: subject.id, objectId: object.id, type, predicate }
}

function makeQuantity(chunkId: string, start: number, amount: number, material: Entity | undefined): Quantity {
  const text = `${amount} GPa`
  return {
    id: makeId('quantity', chunkId, start),
    chunkId,
    start,
    end: start + text.length,
    text,
    minimum: amount,
    maximum: amount,
    unit: 'GPa',
    si: { minimum: amount * 1e9, maximum: amount * 1e9, unit: 'Pa' },
    ...(material !== undefined && { property: 'Young’s modulus', materialId: material.id }),
  }
}
