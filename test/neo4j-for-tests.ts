import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { NacreError } from '#core/errors.ts'
import { startNeo4j, stopNeo4j } from '#graph/neo4j-server/neo4j-server.ts'
import { readConfig } from '#src/config.ts'
import { lightNeo4jSettings } from '#test/light-neo4j-settings.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The Neo4j of the tests and the folder where files take turns at it, or null where this machine has none: those suites are skipped then. */
    neo4j: { url: string; user: string; password: string; browserUrl: string; turns: string } | null
  }
}

/** Starts a real Neo4j server for the suites that need one, where one of them is about to run; stops it when all is done. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  // What stands on the command line; internal to Vitest, so without it every file counts and the server is started.
  const { filenamePattern } = project.vitest as unknown as { filenamePattern?: string[] }
  const { testFiles } = await project.globTestFiles(filenamePattern)
  if (!testFiles.some((file) => /neo4j|upload-to-answer/.test(file))) {
    project.provide('neo4j', null)
    return undefined
  }
  const { cacheFolder } = readConfig()
  const home = mkdtempSync(join(tmpdir(), 'nacre-neo4j-'))
  const stop = async (): Promise<void> => {
    await stopNeo4j({ home })
    rmSync(home, { recursive: true, force: true })
  }
  try {
    const ports = { bolt: 0, http: 0 }
    const { url, user, password, browserUrl } = await startNeo4j({
      home,
      cacheFolder,
      ports,
      settings: lightNeo4jSettings,
      onProgress: (step) => console.error(step),
    })
    project.provide('neo4j', { url, user, password, browserUrl, turns: join(home, 'turns') })
    return stop
  } catch (error) {
    await stop()
    if (!(error instanceof NacreError) || process.env.CI === 'true') throw error
    console.error(`\n*** SKIPPED: every suite that needs Neo4j. ***\n${error.message}\n`)
    project.provide('neo4j', null)
    return undefined
  }
}
