import { findModel } from '#models/find-model.ts'
import { pullModel } from '#models/pull-model.ts'
import type { CommandContext } from './run-command.ts'

/**
 * Fetches models of the catalogue that are not in the cache yet; no names = those that the configuration uses
 * (`local:` names only; files and servers are yours).
 */
export async function pullModelsWithProgress(
  names: readonly string[],
  { app, output, signal }: CommandContext,
): Promise<readonly { readonly name: string; readonly isNew: boolean }[]> {
  const { cacheFolder, models } = app.config
  const configured = [models.embedder, models.reasoner, models.critic, models.policy]
    .filter((spec) => spec !== undefined)
    .filter((spec) => spec.startsWith('local:') && !spec.endsWith('.gguf'))
    .map((spec) => spec.slice('local:'.length))
  const pulled = []
  for (const name of new Set(names.length > 0 ? names : configured)) {
    const isNew = (await findModel(name, { cacheFolder })) === undefined
    const bar = output.progress(`Fetching ${name} (MB)`)
    await pullModel(name, {
      cacheFolder,
      signal,
      onProgress: ({ bytes, totalBytes }) => bar.update(Math.round(bytes / 1e6), Math.round(totalBytes / 1e6)),
    })
    bar.end()
    pulled.push({ name, isNew })
  }
  return pulled
}
