import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NacreError } from '#core/errors.ts'
import { sha256 } from '#core/id.ts'
import { policyVersion, promotion, type PolicyVersion, type Promotion } from './policy-version.ts'

/** The versions of the policy and which one serves. */
export interface PolicyRegistry {
  /** By round, then time. A version that was not written whole is not there. */
  versions(): Promise<readonly PolicyVersion[]>
  /** Errors: `not-found`. */
  version(id: string): Promise<PolicyVersion>
  /** Oldest first. */
  promotions(): Promise<readonly Promotion[]>
  /** The version that serves; undefined = the base model. */
  current(): Promise<PolicyVersion | undefined>
  /** Where the adapter of a version lies, checked against its record. Errors: `not-found`, `conflict` (changed or damaged). */
  adapterPath(version: PolicyVersion): Promise<string>
  /** Makes a version from files that `write` puts into an empty folder; it appears whole or not at all. */
  add(version: PolicyVersion, write: (folder: string) => Promise<void>): Promise<void>
  /**
   * Lets a version (null = the base model) serve, if `expected` is what serves now: one atomic record.
   * Errors: `conflict` when another one was promoted meanwhile, `not-found`.
   */
  promote(
    id: string | null,
    options: { readonly expected: string | null; readonly reason: string; readonly at: Date },
  ): Promise<void>
}

/** The registry in a folder: `versions/<id>/` and numbered files in `promotions/`, of which the highest holds. */
export function openPolicyRegistry(folder: string): PolicyRegistry {
  const versionsFolder = join(folder, 'versions')
  const promotionsFolder = join(folder, 'promotions')
  const list = (path: string): Promise<string[]> => readdir(path).catch(() => [])
  const fileOf = (number: number): string => join(promotionsFolder, `${String(number).padStart(6, '0')}.json`)

  async function read(id: string): Promise<PolicyVersion> {
    const text = await readFile(join(versionsFolder, id, 'version.json'), 'utf8').catch((cause: unknown) => {
      throw new NacreError('not-found', `There is no version ${id}. "nacre train history" lists them.`, { cause })
    })
    return policyVersion.parse(JSON.parse(text))
  }
  const promotions = async (): Promise<readonly Promotion[]> => {
    const names = (await list(promotionsFolder)).filter((name) => name.endsWith('.json')).toSorted()
    return Promise.all(
      names.map(async (name) => promotion.parse(JSON.parse(await readFile(join(promotionsFolder, name), 'utf8')))),
    )
  }

  return {
    versions: async () => {
      const ids = (await list(versionsFolder)).filter((name) => !name.startsWith('.'))
      const all = await Promise.all(ids.map(read))
      return all.toSorted((a, b) => a.round - b.round || (a.createdAt < b.createdAt ? -1 : 1))
    },
    version: read,
    promotions,
    current: async () => {
      const id = (await promotions()).at(-1)?.version ?? null
      return id === null ? undefined : read(id)
    },
    adapterPath: async ({ id, adapterSha256 }) => {
      const path = join(versionsFolder, id, 'adapter.gguf')
      const bytes = await readFile(path).catch((cause: unknown) => {
        throw new NacreError('not-found', `The adapter of version ${id} is not in ${path}.`, { cause })
      })
      if (sha256(bytes) !== adapterSha256)
        throw new NacreError(
          'conflict',
          `${path} is not what version ${id} was registered with. Go back to another version: nacre train rollback.`,
        )
      return path
    },
    add: async (version, write) => {
      const temporary = join(versionsFolder, `.${version.id}.${process.pid}`)
      await rm(temporary, { recursive: true, force: true })
      await mkdir(temporary, { recursive: true })
      await write(temporary)
      await writeFile(
        join(temporary, 'version.json'),
        `${JSON.stringify(policyVersion.parse(version), undefined, 2)}\n`,
      )
      // A version of this name has the same numbers: made again after a kill, it takes the place of the first.
      await rm(join(versionsFolder, version.id), { recursive: true, force: true })
      await rename(temporary, join(versionsFolder, version.id))
    },
    promote: async (id, { expected, reason, at }) => {
      if (id !== null) await read(id)
      const before = await promotions()
      const now = before.at(-1)?.version ?? null
      const changed = (found: string | null): NacreError =>
        new NacreError(
          'conflict',
          `Expected ${expected ?? 'the base model'} to be in use; it is ${found ?? 'the base model'}. Look at "nacre train history" and try again.`,
        )
      if (now !== expected) throw changed(now)
      await mkdir(promotionsFolder, { recursive: true })
      const record: Promotion = { number: before.length + 1, version: id, reason, at: at.toISOString() }
      const temporary = join(promotionsFolder, `.${process.pid}`)
      await writeFile(temporary, `${JSON.stringify(record, undefined, 2)}\n`)
      try {
        // A link to a name that is taken fails: of two promotions at once one wins.
        await link(temporary, fileOf(record.number))
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
        throw changed((await promotions()).at(-1)?.version ?? null)
      } finally {
        await rm(temporary, { force: true })
      }
    },
  }
}
