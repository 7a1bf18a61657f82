import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Variables by name, as a process has them. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Where what can be fetched or made again is kept, shared by all projects of a user: NACRE_CACHE, else the XDG folder. */
export function cacheFolder(env: Environment = process.env): string {
  if (env.NACRE_CACHE) return resolve(env.NACRE_CACHE)
  return resolve(env.XDG_CACHE_HOME ? env.XDG_CACHE_HOME : join(homedir(), '.cache'), 'nacre')
}
