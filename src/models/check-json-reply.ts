import { z } from 'zod'
import { NacreError } from '#core/errors.ts'

/** Throws `invalid-model-output` unless the reply is one JSON value that the schema takes. */
export function checkJsonReply(text: string, schema: z.ZodType): void {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new NacreError(
      'invalid-model-output',
      `Expected a JSON value from the model; got ${quote(text)}. If it was cut, raise maxTokens; otherwise ask again with another seed or a larger model.`,
      { cause },
    )
  }
  const checked = schema.safeParse(value)
  if (!checked.success) {
    throw new NacreError(
      'invalid-model-output',
      `Expected JSON of the requested shape from the model; got ${quote(text)}: ${z.prettifyError(checked.error)}`,
    )
  }
}

function quote(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text)
}
