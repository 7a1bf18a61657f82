import { NacreError } from '#core/errors.ts'
import type { Embedder } from './embedder.ts'
import { findOrPull } from './find-or-pull.ts'
import { createOnnxEmbedder } from './onnx-embedder.ts'
import type { PullOptions } from './pull-model.ts'

/** Opens the embedder of a spec `local:<catalogue name>`; fetches it first unless `isOffline`. */
export async function openEmbedder(
  spec: string,
  options: PullOptions & { threads?: number | undefined; isOffline?: boolean | undefined },
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
