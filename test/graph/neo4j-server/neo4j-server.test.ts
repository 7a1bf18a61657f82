import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { openNeo4jGraphStore } from '#graph/neo4j/neo4j-graph-store.ts'
import {
  isDockerServer,
  missingForDocker,
  startDockerServer,
  stopDockerServer,
} from '#graph/neo4j-server/neo4j-server-docker.ts'
import { missingForJava } from '#graph/neo4j-server/neo4j-server-java.ts'
import { neo4jStatus, startNeo4j, stopNeo4j } from '#graph/neo4j-server/neo4j-server.ts'
import { neo4jImage, neo4jSettings } from '#graph/neo4j-server/neo4j-settings.ts'
import { readConfig } from '#src/config.ts'
import { lightNeo4jSettings } from '#test/light-neo4j-settings.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'

const nothing = { docker: '/no/docker', java: '/no/java', maven: '/no/mvn' }
const { cacheFolder } = readConfig()
const partsOf = (home: string, programs = nothing) => {
  return { home, cacheFolder, programs, settings: neo4jSettings, signal: undefined, onProgress: () => {} }
}
const withoutJava = await missingForJava(partsOf('/', { ...nothing, java: 'java', maven: 'mvn' }))
if (withoutJava !== undefined) console.error(`*** SKIPPED: starting Neo4j with Java: ${withoutJava}. ***`)

async function listen(): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  onTestFinished(() => void server.close())
  return { server, port: typeof address === 'object' ? (address?.port ?? 0) : 0 }
}

describe.skipIf(withoutJava !== undefined)('Neo4j started with Java and Maven', () => {
  it('runs once, survives being killed, keeps its data, and stops', async () => {
    const home = join(temporaryFolder(), 'a home with spaces')
    const [bolt, http] = [(await listen()).port, (await listen()).port]
    const steps: string[] = []
    const settings = lightNeo4jSettings
    const options = { home, cacheFolder, settings, programs: { docker: nothing.docker }, ports: { bolt, http } }
    onTestFinished(async () => void (await stopNeo4j({ home })))

    const server = await startNeo4j({ ...options, onProgress: (step) => steps.push(step) })
    expect(server.how).toBe('java')
    expect(steps.filter((step) => /^Port \d+ is taken; using \d+\.$/.test(step))).toHaveLength(2)
    expect(steps.join()).toContain(String(bolt))

    const page = await fetch(server.browserUrl)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<div id="mount"')

    const file = join(home, 'connection.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const { pid, password } = JSON.parse(readFileSync(file, 'utf8'))
    expect(password).toBe(server.password)
    expect(await startNeo4j(options)).toEqual(server)
    expect(await startNeo4j({ ...options, configured: { ...server, password: 'an old one' } })).toEqual(server)
    expect(await neo4jStatus({ home })).toMatchObject({ running: true, url: server.url, browserUrl: server.browserUrl })

    const store = await openNeo4jGraphStore(server)
    await store.putDocument(makeKnowledge({ seed: 1 }))
    await store.close()

    process.kill(pid, 'SIGKILL')
    await expect.poll(() => neo4jStatus({ home }), { timeout: 10_000 }).toEqual({ running: false })
    // On the same ports, unless another program has taken one of them meanwhile.
    const restarted = await startNeo4j(options)
    expect(restarted).toMatchObject({ how: 'java', user: server.user, password: server.password })
    const again = await openNeo4jGraphStore(restarted)
    expect((await again.stats()).documents).toBe(1)
    await again.close()

    expect(await stopNeo4j({ home })).toBe(true)
    expect(await neo4jStatus({ home })).toEqual({ running: false })
    expect(await stopNeo4j({ home })).toBe(false)
  }, 300_000)
})

describe('Neo4j: finding a way', () => {
  it('names all ways where none works', async () => {
    const home = join(temporaryFolder(), 'neo4j')
    const start = startNeo4j({ home, cacheFolder, programs: nothing })
    await expect(start).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/NACRE_GRAPH=[^]*Docker was not found[^]*Java was not found[^]*--graph sqlite/),
    })
    expect(existsSync(home)).toBe(false)
  })

  it('says so when Java is too old', async () => {
    const java = makeProgram('echo \'openjdk version "11.0.2" 2019-01-15\' >&2')
    const start = startNeo4j({ home: temporaryFolder(), cacheFolder, programs: { ...nothing, java } })
    await expect(start).rejects.toThrow(/Java 17 or newer.*Java is 11/)
  })

  it('does not take the configured server for granted', async () => {
    const configured = { url: 'neo4j://127.0.0.1:1', user: 'neo4j', password: 'x' }
    const steps: string[] = []
    const onProgress = (step: string) => steps.push(step)
    const start = startNeo4j({ home: temporaryFolder(), cacheFolder, programs: nothing, configured, onProgress })
    await expect(start).rejects.toThrow(/neo4j:\/\/127\.0\.0\.1:1/)
    expect(steps).toEqual(['No Neo4j answers at neo4j://127.0.0.1:1; starting one here.'])
  })

  it('stops when cancelled', async () => {
    const signal = AbortSignal.abort()
    const start = startNeo4j({ home: temporaryFolder(), cacheFolder, programs: nothing, signal })
    await expect(start).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('does not take another process for a server that died and whose id it has now', async () => {
    const home = temporaryFolder()
    const login = {
      url: 'neo4j://127.0.0.1:1',
      user: 'neo4j',
      password: 'x',
      browserUrl: 'http://127.0.0.1:2/browser/',
    }
    const record = { how: 'java', ...login, ports: { bolt: 1, http: 2 }, pid: process.pid }
    writeFileSync(join(home, 'connection.json'), JSON.stringify(record))
    expect(await neo4jStatus({ home })).toEqual({ running: false })
    expect(await stopNeo4j({ home })).toBe(false)
  })

  it('says so when connection.json was spoilt', async () => {
    const home = temporaryFolder()
    writeFileSync(join(home, 'connection.json'), '{"how": "magic"}')
    await expect(neo4jStatus({ home })).rejects.toMatchObject({ code: 'invalid-input' })
  })

  describe.skipIf(inject('neo4j') === null)('with a configured server', () => {
    const configured = inject('neo4j') ?? { url: '', user: '', password: '' }

    it('uses it and starts nothing', async () => {
      const home = join(temporaryFolder(), 'neo4j')
      const { url, user, password } = configured
      const server = await startNeo4j({ home, cacheFolder, programs: nothing, configured: { url, user, password } })
      expect(server).toMatchObject({ how: 'configured', url, user, password })
      expect(existsSync(home)).toBe(false)
    })

    it('does not start another where its password is wrong', async () => {
      const wrong = { ...configured, password: 'wrong' }
      const start = startNeo4j({ home: temporaryFolder(), cacheFolder, configured: wrong })
      await expect(start).rejects.toMatchObject({ message: expect.stringContaining('NACRE_NEO4J_PASSWORD') })
    })
  })
})

describe('Neo4j in Docker', () => {
  const setUp = (script: string) => {
    const home = temporaryFolder()
    const docker = makeProgram(`echo "$@" >> "${home}/calls"\n${script}`)
    return {
      docker,
      parts: partsOf(home, { ...nothing, docker }),
      calls: () => readFileSync(join(home, 'calls'), 'utf8'),
    }
  }

  it('asks the engine, not only the client', async () => {
    expect(await missingForDocker(setUp('echo 27.0').parts)).toBeUndefined()
    expect(await missingForDocker(setUp('exit 1').parts)).toContain('does not answer')
    expect(await missingForDocker(partsOf('/'))).toContain('not found')
  })

  it('runs the community image on this machine only, with our settings, and shows the password to nobody', async () => {
    const { parts, calls } = setUp('echo container')
    const container = await startDockerServer(parts, { bolt: 7001, http: 7002 }, 'a-secret')
    const [, run = ''] = calls().trim().split('\n')
    expect(run).toContain('--publish 127.0.0.1:7001:7687 --publish 127.0.0.1:7002:7474')
    expect(run).toContain(`--volume ${container}:/data ${neo4jImage}`)
    expect(run).not.toContain('a-secret')
    const file = join(parts.home, 'docker.env')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const lines = readFileSync(file, 'utf8').trim().split('\n')
    expect(lines).toContain('NEO4J_AUTH=neo4j/a-secret')
    expect(lines).toContain('NEO4J_server_memory_heap_max__size=512m')
    expect(lines).toContain('NEO4J_server_bolt_advertised__address=127.0.0.1:7001')
  })

  it('says why it could not', async () => {
    const { parts } = setUp('echo "no such image" >&2; exit 125')
    await expect(startDockerServer(parts, { bolt: 1, http: 2 }, 'x')).rejects.toThrow(/could not run.*no such image/)
  })

  it('knows whether the container runs, and stops it gently', async () => {
    const { docker, calls } = setUp('echo true')
    expect(await isDockerServer('some-container', docker)).toBe(true)
    expect(await isDockerServer('some-container', setUp('echo false').docker)).toBe(false)
    expect(await isDockerServer('some-container', nothing.docker)).toBe(false)
    await stopDockerServer('some-container', docker)
    expect(calls()).toContain('stop --time 60 some-container')
  })
})

/** A program that does what the shell lines say. */
function makeProgram(lines: string): string {
  const folder = temporaryFolder()
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'program')
  writeFileSync(path, `#!/bin/sh\n${lines}\n`)
  chmodSync(path, 0o755)
  return path
}
