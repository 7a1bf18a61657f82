import type { Chunk } from '#core/chunk.ts'

/** Whether two chunks stand side by side in one document, or overlap: they tell almost the same. */
export function isBeside(a: Chunk, b: Chunk): boolean {
  if (a.documentId !== b.documentId) return false
  return Math.abs(a.index - b.index) <= 1 || (a.start < b.end && b.start < a.end)
}
