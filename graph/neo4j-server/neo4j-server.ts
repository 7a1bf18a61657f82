import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { NacreError, throwIfCancelled } from '#core/errors.ts'
import { findFreePort } from './find-free-port.ts'
import { guessBrowserUrl } from '#graph/neo4j-browser/neo4j-browser-url.ts'
import { changeNeo4jPassword, reachNeo4j, type Neo4jAccess } from '#graph/neo4j/neo4j-reach.ts'
import { isDockerServer, missingForDocker, startDockerServer, stopDockerServer } from './neo4j-server-docker.ts'
import { isJavaServer, lastWords, missingForJava, startJavaServer, stopJavaServer } from './neo4j-server-java.ts'
import { readServerRecord, writeServerRecord, type Neo4jServerRecord } from './neo4j-server-record.ts'
import { defaultNeo4jPorts, neo4jSettings } from './neo4j-settings.ts'
import type { Neo4jPorts, Neo4jPrograms, StartParts } from './neo4j-start-parts.ts'

/** A server that answers. */
export interface Neo4jServer extends Neo4jAccess {
  /** Which way it was found or started. */
  readonly how: 'configured' | 'docker' | 'java'
  /** Neo4j Browser, already pointed at the server. */
  readonly browserUrl: string
}

export interface StartOptions {
  /** Folder of the server's data, logs and `connection.json`. */
  readonly home: string
  /** Folder where the jars are kept for all homes. */
  readonly cacheFolder: string
  /** A server that may be there already. */
  readonly configured?: Neo4jAccess | undefined
  /** Wanted ports, 7687 and 7474 where not given; another free one is taken where something listens there. */
  readonly ports?: Neo4jPorts | undefined
  readonly programs?: Partial<Neo4jPrograms> | undefined
  /** Settings of `neo4j.conf` beside or instead of those of `neo4j-settings.ts`. */
  readonly settings?: Readonly<Record<string, string>> | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((step: string) => void) | undefined
}

const defaultPrograms: Neo4jPrograms = { docker: 'docker', java: 'java', maven: 'mvn' }
/** The account that a new server has. */
const firstLogin = { user: 'neo4j', password: 'neo4j' }
const startTimeoutMs = 180_000

/**
 * A Neo4j server with Neo4j Browser: the configured one where it answers, else the one started here before, else by
 * Docker, else by Java 17 and Maven. Started twice is started once. Throws `unavailable` that names all ways where none
 * works, and where the configured server refuses the password.
 */
export async function startNeo4j(options: StartOptions): Promise<Neo4jServer> {
  const { configured, signal } = options
  const home = resolve(options.home)
  const programs = { ...defaultPrograms, ...options.programs }
  const onProgress = options.onProgress ?? (() => {})
  const cacheFolder = resolve(options.cacheFolder)
  const settings = { ...neo4jSettings, ...options.settings }
  const parts: StartParts = { home, cacheFolder, programs, settings, signal, onProgress }

  const record = readServerRecord(home)
  const isOwn = record !== undefined && record.url === configured?.url
  if (configured !== undefined && !isOwn) {
    const reach = await reachNeo4j(configured)
    if (reach.state === 'ready') return { how: 'configured', ...configured, browserUrl: guessBrowserUrl(configured) }
    if (reach.state !== 'away') throw reach.error
    onProgress(`No Neo4j answers at ${configured.url}; starting one here.`)
  }
  throwIfCancelled(signal)
  if (record !== undefined && (await isRunning(record, home, programs))) return untilReady(record, parts)
  const started = await startSomehow(parts, record, options)
  try {
    return await untilReady(started, parts)
  } catch (error) {
    await stop(started, home, programs)
    throw error
  }
}

/** Starts a server the way it was started before in this home folder, where its data are, or the first way that works. */
async function startSomehow(
  parts: StartParts,
  before: Neo4jServerRecord | undefined,
  { configured, ports: wanted = defaultNeo4jPorts }: StartOptions,
): Promise<Neo4jServerRecord> {
  const { home, signal, onProgress } = parts
  const isBound = (how: 'docker' | 'java'): boolean =>
    before?.how === how && (before.container ?? before.pid) !== undefined
  const missingDocker = isBound('java') ? 'not asked: the data here are those of Java' : await missingForDocker(parts)
  const missingJava = isBound('docker') ? 'not asked: the data here are those of Docker' : await missingForJava(parts)
  throwIfCancelled(signal)
  if (missingDocker !== undefined && missingJava !== undefined) throw noWay(configured, missingDocker, missingJava)

  mkdirSync(home, { recursive: true, mode: 0o700 })
  const ports = await choosePorts(before?.ports ?? wanted, onProgress)
  const password = before?.password ?? randomBytes(18).toString('base64url')
  const login = { user: firstLogin.user, password, ports, ...addresses(ports) }
  const write = (record: Neo4jServerRecord): Neo4jServerRecord => {
    writeServerRecord(home, record)
    return record
  }
  if (missingDocker === undefined) {
    write({ how: 'docker', ...login })
    try {
      return write({ how: 'docker', ...login, container: await startDockerServer(parts, ports, password) })
    } catch (error) {
      if (missingJava !== undefined || !(error instanceof NacreError)) throw error
      throwIfCancelled(signal)
      onProgress(`${error.message}\nTrying with Java instead.`)
    }
  }
  write({ how: 'java', ...login })
  return write({ how: 'java', ...login, pid: await startJavaServer(parts, ports) })
}

/** Stops the server that was started in this home folder, gracefully; false where none runs. A configured server is left alone. */
export async function stopNeo4j(options: { home: string; programs?: Partial<Neo4jPrograms> }): Promise<boolean> {
  const home = resolve(options.home)
  const programs = { ...defaultPrograms, ...options.programs }
  const record = readServerRecord(home)
  if (record === undefined || !(await isRunning(record, home, programs))) return false
  await stop(record, home, programs)
  return true
}

/** Whether the server of this home folder runs, and where. */
export async function neo4jStatus(options: {
  home: string
  programs?: Partial<Neo4jPrograms>
}): Promise<
  { running: false } | { running: true; how: 'docker' | 'java'; url: string; user: string; browserUrl: string }
> {
  const home = resolve(options.home)
  const record = readServerRecord(home)
  if (record === undefined || !(await isRunning(record, home, { ...defaultPrograms, ...options.programs }))) {
    return { running: false }
  }
  const { how, url, user, browserUrl } = record
  return { running: true, how, url, user, browserUrl }
}

async function isRunning(record: Neo4jServerRecord, home: string, programs: Neo4jPrograms): Promise<boolean> {
  if (record.container !== undefined) return isDockerServer(record.container, programs.docker)
  return record.pid !== undefined && isJavaServer(record.pid, home)
}

async function stop(record: Neo4jServerRecord, home: string, programs: Neo4jPrograms): Promise<void> {
  if (record.container !== undefined) await stopDockerServer(record.container, programs.docker)
  else if (record.pid !== undefined) await stopJavaServer(record.pid, home)
}

/** Waits until the server lets us in with our password and shows Neo4j Browser. */
async function untilReady(record: Neo4jServerRecord, parts: StartParts): Promise<Neo4jServer> {
  const { how, url, user, password, browserUrl } = record
  const access = { url, user, password }
  for (let waitedMs = 0; waitedMs < startTimeoutMs; waitedMs += 250) {
    throwIfCancelled(parts.signal)
    if (await showsBrowser(browserUrl)) {
      const reach = await reachNeo4j(access)
      if (reach.state === 'ready') return { how, ...access, browserUrl }
      if (reach.state === 'wrong-password') await setFirstPassword(access, reach.error)
      else if (reach.state === 'refused') throw reach.error
    }
    if (!(await isRunning(record, parts.home, parts.programs))) {
      const words =
        record.container === undefined
          ? lastWords(parts.home)
          : `"docker logs ${record.container}" shows its last words.`
      throw new NacreError('unavailable', `Neo4j ended while it started.\n${words}`)
    }
    await delay(250)
  }
  throw new NacreError(
    'unavailable',
    `Neo4j did not answer within ${startTimeoutMs / 1000} s. Its logs are in ${parts.home}.`,
  )
}

async function setFirstPassword(access: Neo4jAccess, refusal: NacreError): Promise<void> {
  const first = { ...access, ...firstLogin }
  const reach = await reachNeo4j(first)
  if (reach.state === 'must-change-password') await changeNeo4jPassword(first, access.password)
  else if (reach.state === 'wrong-password') throw refusal
}

async function showsBrowser(browserUrl: string): Promise<boolean> {
  try {
    const response = await fetch(browserUrl, { signal: AbortSignal.timeout(5000) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

async function choosePorts(wanted: Neo4jPorts, onProgress: (step: string) => void): Promise<Neo4jPorts> {
  const bolt = await findFreePort(wanted.bolt)
  const http = await findFreePort(wanted.http)
  for (const [want, got] of [
    [wanted.bolt, bolt],
    [wanted.http, http],
  ]) {
    if (want !== 0 && want !== got) onProgress(`Port ${want} is taken; using ${got}.`)
  }
  return { bolt, http }
}

function addresses({ bolt, http }: Neo4jPorts): { url: string; browserUrl: string } {
  const host = `127.0.0.1:${bolt}`
  return { url: `neo4j://${host}`, browserUrl: `http://127.0.0.1:${http}/browser/?dbms=neo4j://neo4j@${host}&db=neo4j` }
}

function noWay(configured: Neo4jAccess | undefined, docker: string | undefined, java: string | undefined): NacreError {
  return new NacreError(
    'unavailable',
    'There is no way to a Neo4j server on this machine. Do one of these and run "nacre neo4j start" again:\n' +
      `  1. Name a server that runs: NACRE_GRAPH=neo4j://HOST:7687 and NACRE_NEO4J_PASSWORD (now: ${configured?.url ?? 'none named'}).\n` +
      `  2. Install Docker and start its engine (now: ${docker}).\n` +
      `  3. Install Java 17 or newer, and Maven (now: ${java}).\n` +
      'Or keep the graph in SQLite, which needs no server: --graph sqlite.',
  )
}
