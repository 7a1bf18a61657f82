import { join } from 'node:path'
import { readConfig } from '#src/config.ts'

/** Path of a model's file in the cache that the tests share with `nacre`. */
export function cachedModelFile(name: string, file: string): string {
  return join(readConfig().cacheFolder, 'models', name, file)
}
