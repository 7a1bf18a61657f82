import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { NacreError } from '#core/errors.ts'
import type { Neo4jPorts, StartParts } from './neo4j-start-parts.ts'
import { runProgram } from './run-program.ts'

const pom = join(import.meta.dirname, 'pom.xml')
const oldestJava = 17
/**
 * On few cores, Java's second compiler takes the time of the work for the first minutes: on two cores, starting and
 * writing ten documents took 50 s of processor time with it and 25 s without. What the settings say comes later and wins.
 */
const fewCores = 4

/** Whether this machine can run the jars of Neo4j: a sentence that says what is missing, or undefined. */
export async function missingForJava(parts: StartParts): Promise<string | undefined> {
  const java = await runProgram(parts.programs.java, ['-version'], { timeoutMs: 30_000, signal: parts.signal })
  if (java.status !== 0) return 'Java was not found'
  const version = /version "(?:1\.)?(\d+)/.exec(java.output)?.[1]
  if (version === undefined || Number(version) < oldestJava) return `Java is ${version ?? 'of an unknown version'}`
  if (existsSync(jarFolder(parts.cacheFolder))) return undefined
  const maven = await runProgram(parts.programs.maven, ['-v'], { timeoutMs: 30_000, signal: parts.signal })
  return maven.status === 0 ? undefined : 'Maven was not found'
}

/** Starts the server as a process of its own that outlives this one; resolves with its id as soon as it is there. */
export async function startJavaServer(parts: StartParts, ports: Neo4jPorts): Promise<number> {
  const { home, cacheFolder, programs, onProgress } = parts
  if (!existsSync(jarFolder(cacheFolder))) {
    onProgress('Fetching Neo4j with Maven (137 MB, once) …')
    await fetchJars(parts)
  }
  mkdirSync(join(home, 'conf'), { recursive: true })
  mkdirSync(join(home, 'logs'), { recursive: true })
  writeFileSync(join(home, 'conf', 'neo4j.conf'), configuration(parts, ports))
  onProgress('Starting Neo4j …')
  const log = openSync(consoleLog(home), 'w', 0o600)
  const child = spawn(programs.java, javaParts(parts), { detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  child.unref()
  const failure = new Promise<never>((_resolve, reject) => {
    child.once('error', (cause) => reject(new NacreError('unavailable', 'Java could not be started.', { cause })))
  })
  await Promise.race([failure, new Promise((resolve) => child.once('spawn', resolve))])
  if (child.pid === undefined) throw new NacreError('unavailable', 'Java could not be started.')
  return child.pid
}

/** Whether the process is there and is the server of this home folder, and not another that got its id later. */
export async function isJavaServer(pid: number, home: string): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  return (await commandLine(pid)).includes(homePart(home))
}

/** Asks the server to close its files and end, and waits for that; ends it by force after a minute. */
export async function stopJavaServer(pid: number, home: string): Promise<void> {
  const steps = [
    { signal: 'SIGTERM', waitMs: 60_000 },
    { signal: 'SIGKILL', waitMs: 10_000 },
  ] as const
  for (const { signal, waitMs } of steps) {
    if (!(await isJavaServer(pid, home))) return
    process.kill(pid, signal)
    for (let waitedMs = 0; waitedMs < waitMs; waitedMs += 100) {
      await delay(100)
      if (!(await isJavaServer(pid, home))) return
    }
  }
  throw new NacreError('unavailable', `Neo4j (process ${pid}) did not end. End it by hand.`)
}

/** The last lines that the server printed. */
export function lastWords(home: string): string {
  try {
    return readFileSync(consoleLog(home), 'utf8').trim().split('\n').slice(-5).join('\n')
  } catch {
    return ''
  }
}

const consoleLog = (home: string): string => join(home, 'logs', 'console.log')

const homePart = (home: string): string => `--home-dir=${home}`

function jarFolder(cacheFolder: string): string {
  const version = /<neo4j\.version>([^<]+)</.exec(readFileSync(pom, 'utf8'))?.[1] ?? 'unknown'
  return join(cacheFolder, 'neo4j', version, 'lib')
}

async function fetchJars({ cacheFolder, programs, signal }: StartParts): Promise<void> {
  const folder = jarFolder(cacheFolder)
  const draft = `${folder}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  try {
    const goal = ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${draft}`]
    const { status, output } = await runProgram(programs.maven, goal, { timeoutMs: 1_200_000, signal })
    if (status !== 0) {
      const reason = output.split('\n').slice(0, 3).join('\n')
      throw new NacreError(
        'unavailable',
        `Maven could not fetch Neo4j. Check the network and Maven's settings, then run "nacre neo4j start" again.\n${reason}`,
        { isRetryable: true },
      )
    }
    if (!existsSync(folder)) renameSync(draft, folder)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

function configuration({ settings }: StartParts, { bolt, http }: Neo4jPorts): string {
  const all = {
    ...settings,
    'server.default_listen_address': '127.0.0.1',
    'server.bolt.listen_address': `127.0.0.1:${bolt}`,
    'server.bolt.advertised_address': `127.0.0.1:${bolt}`,
    'server.http.listen_address': `127.0.0.1:${http}`,
    'server.http.advertised_address': `127.0.0.1:${http}`,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}=${value}\n`)
  return `# Written by "nacre neo4j start" each time it starts the server.\n${lines.join('')}`
}

/** What Neo4j's own launcher would make of the settings: the heap and further options are no business of the server itself. */
function javaParts({ home, cacheFolder, settings }: StartParts): string[] {
  const opened = ['java.base/java.nio', 'java.base/java.io', 'java.base/sun.nio.ch', 'java.base/java.util.concurrent']
  return [
    `-Xms${settings['server.memory.heap.initial_size']}`,
    `-Xmx${settings['server.memory.heap.max_size']}`,
    ...(availableParallelism() <= fewCores ? ['-XX:TieredStopAtLevel=1'] : []),
    ...(settings['server.jvm.additional']?.split(' ') ?? []),
    '-Dfile.encoding=UTF-8',
    ...opened.map((part) => `--add-opens=${part}=ALL-UNNAMED`),
    '-classpath',
    join(jarFolder(cacheFolder), '*'),
    'org.neo4j.server.CommunityEntryPoint',
    homePart(home),
    `--config-dir=${join(home, 'conf')}`,
  ]
}

async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    } catch {
      return ''
    }
  }
  return (await runProgram('ps', ['-ww', '-p', String(pid), '-o', 'command='], { timeoutMs: 10_000 })).output
}
