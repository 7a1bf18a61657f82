import { z } from 'zod'
import { NacreError } from '#core/errors.ts'
import { jobInputs, type JobInput, type JobKind } from './job-input.ts'

/** The input as its kind wants it, what was left out filled in. Throws `invalid-input` that names what is wrong. */
export function checkJobInput<K extends JobKind>(kind: K, input: unknown): JobInput<K> {
  const result = jobInputs[kind].safeParse(input)
  if (result.success) return result.data as JobInput<K>
  throw new NacreError('invalid-input', `The input of a job "${kind}" is not right:\n${z.prettifyError(result.error)}`)
}
