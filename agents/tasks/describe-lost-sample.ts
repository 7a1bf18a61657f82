import { NacreError } from '#core/errors.ts'

/**
 * Why an error costs one sample and not the run, in words for a count: a reply that cannot be used, or a prompt that the
 * model cannot take. Undefined for all that would meet the next sample, too.
 */
export function describeLostSample(error: unknown): string | undefined {
  if (!(error instanceof NacreError)) return undefined
  if (error.code === 'invalid-model-output') return 'a reply of the model could not be used'
  return error.code === 'invalid-input' && /tokens/.test(error.message) ? 'longer than the model takes' : undefined
}
