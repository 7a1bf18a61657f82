import type { Task } from '#core/task.ts'

/** What a question is about, in the words it asks with: "density of steel", "crack deflection increases". */
export function nameTopic({ path = [], shape }: Pick<Task, 'path' | 'shape'>): string {
  const first = path[0]
  if (first === undefined) return ''
  const { subject, predicate, object } = first
  if (shape === 'comparison') return object
  if (path.length > 1) return subject
  return predicate === 'has' ? `${object} of ${subject}` : `${subject} ${predicate}`
}
