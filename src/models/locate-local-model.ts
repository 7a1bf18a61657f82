import { basename, resolve } from 'node:path'
import { NacreError } from '#core/errors.ts'
import { fingerprintFile } from './fingerprint-file.ts'
import { findOrPull } from './find-or-pull.ts'
import { lookUpModel } from './model-catalogue.ts'
import type { PullOptions } from './pull-model.ts'

/** The file of a language model on this machine. */
export interface LocalModel {
  readonly modelPath: string
  /** Equal ids, equal weights. */
  readonly id: string
}

/** Finds the GGUF file of `<catalogue name>` (fetched first unless `isOffline`) or `<path>.gguf`. Errors: as `openChatModel`. */
export async function locateLocalModel(
  name: string,
  options: PullOptions & { readonly isOffline?: boolean | undefined },
): Promise<LocalModel> {
  if (name.endsWith('.gguf')) {
    const modelPath = resolve(name)
    return { modelPath, id: `local:${basename(name)}@${await fingerprintFile(modelPath)}` }
  }
  const model = lookUpModel(name)
  const modelPath = (await findOrPull(name, options))['model.gguf']
  if (modelPath === undefined) throw new NacreError('invalid-input', `${name} is the ${model.role}; it does not chat.`)
  return { modelPath, id: `local:${name}@${model.files[0]?.sha256.slice(0, 12) ?? ''}` }
}
