import childProcess from 'node:child_process'
import dns from 'node:dns'
import fs from 'node:fs'
import fsPromises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What this process opened, looked up, connected to or started beyond what it may. */
export interface AccessWatch {
  readonly seen: readonly string[]
  /** Takes the watch off. */
  end(): void
}

type Functions = Record<string, (...words: never[]) => unknown>

/**
 * Watches files, processes, names and connections of this process until `end`. Files below `folders` and connections to
 * `port` may be. Native code (SQLite, LanceDB) is not seen; it works on files below the data folder alone.
 */
export function watchAccess(allowed: { readonly folders: readonly string[]; readonly port: number }): AccessWatch {
  const seen: string[] = []
  const undo: (() => void)[] = []
  const watch = (
    module: object,
    names: readonly string[],
    judge: (...words: unknown[]) => string | undefined,
  ): void => {
    const functions = module as Functions
    for (const name of names) {
      const original = functions[name]
      if (original === undefined) throw new Error(`there is no ${name} to watch`)
      functions[name] = function watched(this: unknown, ...words: never[]) {
        const found = judge(...words)
        if (found !== undefined) seen.push(`${name} ${found}`)
        return original.apply(this, words)
      }
      undo.push(() => void (functions[name] = original))
    }
  }
  const judgeFile = (place: unknown): string | undefined => {
    if (typeof place !== 'string' && !(place instanceof URL)) return undefined
    const path = place instanceof URL ? fileURLToPath(place) : resolve(place)
    return allowed.folders.some((folder) => path === folder || path.startsWith(`${folder}/`)) ? undefined : path
  }
  const judgeConnection = (...words: unknown[]): string | undefined => {
    const text = JSON.stringify(words, (_key, value: unknown) => (typeof value === 'function' ? undefined : value))
    return text.includes(`"port":"${allowed.port}"`) || text.includes(`"port":${allowed.port}`) ? undefined : text
  }
  const files = ['open', 'readFile', 'writeFile', 'unlink', 'rename', 'stat', 'readdir', 'mkdir', 'rm']
  watch(fs, [...files, ...files.map((name) => `${name}Sync`), 'createReadStream', 'createWriteStream'], judgeFile)
  watch(fsPromises, files, judgeFile)
  watch(childProcess, ['spawn', 'spawnSync', 'exec', 'execFile', 'fork'], String)
  watch(dns, ['lookup', 'resolve'], String)
  watch(net.Socket.prototype, ['connect'], judgeConnection)
  syncBuiltinESMExports()
  return {
    seen,
    end: () => {
      for (const one of undo) one()
      syncBuiltinESMExports()
    },
  }
}
