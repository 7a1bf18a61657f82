import { makeId } from '#core/id.ts'
import type { DocumentKnowledge, Entity } from '#core/knowledge.ts'
import { normalForm } from '#graph/resolve/normal-form.ts'

/**
 * A document with one chunk for each text; words between asterisks are its entities: `*nacre* is tough`. `*PLLA=polylactide*`
 * is printed PLLA and means polylactide.
 */
export function writeKnowledge(title: string, texts: readonly string[]): DocumentKnowledge {
  const documentId = makeId('doc', title)
  let text = ''
  const parts = texts.map((marked, index) => {
    const start = text.length
    const pieces = marked.split('*').map((piece, order) => (order % 2 === 0 ? [piece] : piece.split('=')))
    const chunkText = pieces.map(([printed]) => printed).join('')
    const chunkId = makeId('chunk', documentId, index)
    let at = start
    const mentions = pieces.flatMap(([piece = '', meaning = piece], order) => {
      const from = at
      at += piece.length
      if (order % 2 === 0) return []
      const entity = entityNamed(meaning)
      const id = makeId('mention', entity.id, chunkId, from)
      return [{ entity, mention: { id, entityId: entity.id, chunkId, start: from, end: at, text: piece } }]
    })
    text += `${chunkText}\n\n`
    const place = { id: chunkId, documentId, index, start, end: start + chunkText.length }
    return {
      chunk: { ...place, text: chunkText, tokens: chunkText.split(' ').length + 2 },
      knowledge: { chunkId, ...statements(chunkId, chunkText, start, mentions), quantities: [] },
    }
  })
  return {
    document: { id: documentId, title, source: `${title}.md`, mediaType: 'text/markdown', text, pages: [] },
    chunks: parts.map((part) => part.chunk),
    knowledge: parts.map((part) => part.knowledge),
  }
}

/** The entity of a name, always a material. */
export function entityNamed(printed: string): Entity {
  const { key, name } = normalForm(printed)
  return { id: makeId('entity', 'Material', key), type: 'Material', key, name }
}

type Mentioned = { entity: Entity; mention: DocumentKnowledge['knowledge'][number]['mentions'][number] }

/** The first two entities of a chunk are related. */
function statements(chunkId: string, text: string, start: number, mentioned: readonly Mentioned[]) {
  const entities = mentioned.map(({ entity }) => entity)
  const mentions = mentioned.map(({ mention }) => mention)
  const [subject, object] = entities
  if (subject === undefined || object === undefined) return { entities, mentions, relations: [], evidence: [] }
  const id = makeId('relation', subject.id, object.id)
  const predicate = 'resembles'
  const relation = { id, subjectId: subject.id, objectId: object.id, type: 'RELATES_TO' as const, predicate }
  const place = { chunkId, start, end: start + text.length }
  const evidence = { id: makeId('evidence', id, chunkId), relationId: id, ...place, sentence: text }
  return { entities, mentions, relations: [relation], evidence: [evidence] }
}
