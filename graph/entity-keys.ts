import { normalForm } from './resolve/normal-form.ts'

/** The canonical keys that an entity called by this name may have: as a material (`Co` is cobalt) and as anything else. */
export function entityKeys(name: string): string[] {
  if (name.trim() === '') return []
  return [...new Set([normalForm(name).key, normalForm(name, 'Material').key])]
}
