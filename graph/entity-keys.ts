import { entityTypes } from '#core/knowledge.ts'
import { joinKey } from './resolve/join-key.ts'
import { normalForm } from './resolve/normal-form.ts'

/** The key of an entity that is called by this name, and the join keys that it may have (`V` is vanadium only as a material). */
export function entityKeys(name: string): { readonly key: string; readonly joinKeys: readonly string[] } | undefined {
  if (name.trim() === '') return undefined
  const { key } = normalForm(name)
  return { key, joinKeys: [...new Set(entityTypes.map((type) => joinKey({ key, type })))] }
}
