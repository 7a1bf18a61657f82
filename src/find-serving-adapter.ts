import { join } from 'node:path'
import { openPolicyRegistry } from '#agents/training/registry/open-policy-registry.ts'
import { fetchOptions, type OnFetch, type PolicyAdapter } from './app.ts'
import type { Config } from './config.ts'

/** Where the versions of the policy of a data folder are kept. */
export function policyFolder(dataFolder: string): string {
  return join(dataFolder, 'policy')
}

/** The adapter that serves now; none where nothing was promoted, or the configuration names another model than was trained. */
export async function findServingAdapter(
  config: Config,
  options: { onFetch?: OnFetch; onNotice?: (text: string) => void; signal?: AbortSignal },
): Promise<PolicyAdapter | undefined> {
  const registry = openPolicyRegistry(policyFolder(config.dataFolder))
  const version = await registry.current()
  const [, name] = /^local:(.+)$/s.exec(config.models.policy) ?? []
  if (version === undefined || name === undefined) return undefined
  const { locateLocalModel } = await import('#models/locate-local-model.ts')
  const { id } = await locateLocalModel(name, fetchOptions(config, options))
  if (id === version.base) return { path: await registry.adapterPath(version), hash: version.adapterHash }
  options.onNotice?.(`The version ${version.id} was trained on ${version.base}; ${id} is used as it is.`)
  return undefined
}
