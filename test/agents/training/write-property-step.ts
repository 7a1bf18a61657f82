import type { PathStep } from '#core/task.ts'

/** A sentence, 100 characters into its passage, that gives a material a property. */
export function writePropertyStep(material: string, property: string, text: string): PathStep {
  return {
    subject: material,
    subjectType: 'Material',
    type: 'HAS_PROPERTY',
    predicate: 'has',
    object: property,
    objectType: 'Property',
    evidence: { chunkId: 'c', documentId: 'd', start: 100, end: 100 + text.length, text },
  }
}
