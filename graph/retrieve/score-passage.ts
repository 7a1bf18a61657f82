import type { Passage } from './read-passages.ts'

/** The cosine of a question with a passage and with its best sentence or relation; with the passage alone where it has none. */
export function nearness(
  question: Float32Array,
  { vector, sentences }: Passage,
): { passage: number; sentence: number } {
  const passage = dot(question, vector)
  let sentence = sentences.length === 0 ? passage : -1
  for (const other of sentences) sentence = Math.max(sentence, dot(question, other))
  return { passage, sentence }
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let index = 0; index < a.length; index += 1) sum += a[index]! * b[index]!
  return sum
}
