import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Where what can be fetched or made again is kept, shared by all projects of a user: NACRE_CACHE, else the XDG folder. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.NACRE_CACHE) return resolve(env.NACRE_CACHE)
  return resolve(env.XDG_CACHE_HOME ? env.XDG_CACHE_HOME : join(homedir(), '.cache'), 'nacre')
}
