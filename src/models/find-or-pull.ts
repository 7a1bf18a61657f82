import { NacreError } from '#core/errors.ts'
import { findModel, type ModelPaths } from './find-model.ts'
import { pullModel, type PullOptions } from './pull-model.ts'

/** The files of a model, fetched when they are not there and fetching is allowed. */
export async function findOrPull(
  name: string,
  options: PullOptions & { isOffline?: boolean | undefined },
): Promise<ModelPaths> {
  const found = await findModel(name, options)
  if (found !== undefined) return found
  if (options.isOffline !== true) return pullModel(name, options)
  throw new NacreError(
    'unavailable',
    `The model ${name} has not been fetched, and NACRE_OFFLINE is set. Next: nacre models pull ${name}`,
  )
}
