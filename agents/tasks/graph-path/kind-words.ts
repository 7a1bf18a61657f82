import type { EntityType } from '#core/knowledge.ts'

/** What a hidden thing is called in a question. */
export const kindWords = {
  Material: 'material',
  Property: 'property',
  Process: 'process',
  Structure: 'structure',
  Method: 'method',
  Application: 'application',
  Concept: 'concept',
} as const satisfies Record<EntityType, string>

/** `a material`, `an application`. */
export function oneOfKind(type: EntityType): string {
  const word = kindWords[type]
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`
}
