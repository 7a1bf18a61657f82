import { NacreError } from '#core/errors.ts'
import type { Embedder } from './embedder.ts'
import { findModel } from './find-model.ts'
import { createOnnxEmbedder } from './onnx-embedder.ts'
import { pullModel, type PullOptions } from './pull-model.ts'

/** Opens the embedder of a spec `local:<catalogue name>`; fetches it first unless `isOffline`. */
export async function openEmbedder(
  spec: string,
  options: PullOptions & { threads?: number; isOffline?: boolean },
): Promise<Embedder> {
  if (!spec.startsWith('local:')) {
    throw new NacreError('invalid-input', `Expected an embedder such as local:all-minilm-l6-v2, got "${spec}".`)
  }
  const name = spec.slice('local:'.length)
  const paths = await findOrPull(name, options)
  const modelPath = paths['model.onnx']
  const tokenizerPath = paths['tokenizer.json']
  if (modelPath === undefined || tokenizerPath === undefined) {
    throw new NacreError('invalid-input', `${name} does not embed. The catalogue's embedder is local:all-minilm-l6-v2.`)
  }
  return createOnnxEmbedder({
    modelPath,
    tokenizerPath,
    id: name,
    ...(options.threads === undefined ? {} : { threads: options.threads }),
  })
}

/** The files of a model, fetched when they are not there and fetching is allowed. */
export async function findOrPull(
  name: string,
  options: PullOptions & { isOffline?: boolean },
): Promise<Readonly<Record<string, string>>> {
  const found = await findModel(name, options)
  if (found !== undefined) return found
  if (options.isOffline !== true) return pullModel(name, options)
  throw new NacreError(
    'unavailable',
    `The model ${name} has not been fetched, and NACRE_OFFLINE is set. Next: nacre models pull ${name}`,
  )
}
