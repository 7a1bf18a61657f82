import type { RelationDraft } from './find-relations.ts'
import { thirdPerson, verbForms } from './lexicon/relation-verbs.ts'

/** Makes a relation agree with the types of its ends, or refuses it. */
export function fitRelation(relation: RelationDraft): RelationDraft | undefined {
  const { subject, object, type, predicate } = relation
  switch (type) {
    case 'IS_A':
      return subject.type === object.type && subject.type !== 'Property' ? relation : undefined
    case 'HAS_PROPERTY':
      if (object.type === 'Property' && subject.type !== 'Property') return relation
      return /^(?:has|exhibits|shows|possesses|displays)$/.test(predicate) &&
        subject.type !== 'Property' &&
        object.type === 'Structure'
        ? { subject: object, object: subject, type: 'PART_OF', predicate: 'is part of' }
        : undefined
    case 'MADE_OF':
      if (object.type === 'Material' || object.type === 'Structure')
        return subject.type === 'Property' ? undefined : relation
      return undefined
    case 'PRODUCED_BY':
      if (object.type === 'Property' || subject.type === 'Property' || subject.type === 'Process') {
        if (predicate === 'is produced from' || object.type === 'Method') return undefined
        return { subject: object, object: subject, type: 'INFLUENCES', predicate: activeOf(predicate) }
      }
      // What a material or a structure forms is not made by it.
      return object.type === 'Process' || predicate === 'is produced from'
        ? relation
        : { subject: object, object: subject, type: 'RELATES_TO', predicate: activeOf(predicate) }
    case 'USED_FOR':
      return object.type === 'Property' || subject.type === 'Property' ? undefined : relation
    case 'RELATES_TO':
      return predicate === 'is also called' && subject.type !== object.type ? undefined : relation
    case 'PART_OF':
    case 'INFLUENCES':
      return relation
  }
}

function activeOf(passive: string): string {
  for (const [form, { verb }] of verbForms) if (passive === `is ${form} by`) return thirdPerson(verb.base)
  return 'produces'
}
