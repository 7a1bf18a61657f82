/** The canonical keys that an entity called by this name may have. */
export function entityKeys(name: string): string[] {
  const trimmed = name.trim().replaceAll(/\s+/g, ' ')
  return [...new Set([trimmed, trimmed.toLowerCase()])]
}
