import { NacreError } from '#core/errors.ts'

export function unknownDocument(id: string): NacreError {
  return new NacreError('not-found', `There is no document ${id}. "nacre docs ls" lists them.`)
}
