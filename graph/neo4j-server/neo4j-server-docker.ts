import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NacreError } from '#core/errors.ts'
import { sha256 } from '#core/id.ts'
import { neo4jImage, settingVariable } from './neo4j-settings.ts'
import type { Neo4jPorts, StartParts } from './neo4j-start-parts.ts'
import { runProgram } from './run-program.ts'

/** Whether a Docker engine answers: a sentence that says what is missing, or undefined. */
export async function missingForDocker({ programs, signal }: StartParts): Promise<string | undefined> {
  const engine = await runProgram(programs.docker, ['version', '--format', '{{.Server.Version}}'], {
    timeoutMs: 20_000,
    signal,
  })
  if (engine.status === undefined) return 'Docker was not found'
  return engine.status === 0 ? undefined : 'the Docker engine does not answer'
}

/** Runs the community image as a container that keeps its data in a volume of its own; resolves with the container's name. */
export async function startDockerServer(parts: StartParts, ports: Neo4jPorts, password: string): Promise<string> {
  const { home, programs, settings, signal, onProgress } = parts
  const container = containerOf(home)
  onProgress(`Starting ${neo4jImage} with Docker (the image is fetched once) …`)
  await runProgram(programs.docker, ['rm', '--force', container], { timeoutMs: 90_000, signal })
  const variables = {
    ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [settingVariable(name), value])),
    [settingVariable('server.bolt.advertised_address')]: `127.0.0.1:${ports.bolt}`,
    [settingVariable('server.http.advertised_address')]: `127.0.0.1:${ports.http}`,
    NEO4J_AUTH: `neo4j/${password}`,
  }
  // A file for its owner only: what stands on a command line can be read by every user of the machine.
  const file = join(home, 'docker.env')
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`)
  writeFileSync(file, lines.join(''), { mode: 0o600 })
  const goal = [
    ['run', '--detach', '--name', container, '--env-file', file],
    ['--publish', `127.0.0.1:${ports.bolt}:7687`, '--publish', `127.0.0.1:${ports.http}:7474`],
    ['--volume', `${container}:/data`, neo4jImage],
  ].flat()
  const { status, output } = await runProgram(programs.docker, goal, { timeoutMs: 1_200_000, signal })
  if (status === 0) return container
  throw new NacreError('unavailable', `Docker could not run ${neo4jImage}: ${output}`)
}

/** Whether the container is there and runs. */
export async function isDockerServer(container: string, docker: string): Promise<boolean> {
  const format = ['inspect', '--format', '{{.State.Running}}', container]
  const { status, output } = await runProgram(docker, format, { timeoutMs: 20_000 })
  return status === 0 && output === 'true'
}

/** Asks the server in the container to end, and waits for that. The volume with its data stays. */
export async function stopDockerServer(container: string, docker: string): Promise<void> {
  const { status, output } = await runProgram(docker, ['stop', '--time', '60', container], { timeoutMs: 90_000 })
  if (status !== 0) throw new NacreError('unavailable', `Docker could not stop ${container}: ${output}`)
}

function containerOf(home: string): string {
  return `nacre-neo4j-${sha256(home).slice(0, 12)}`
}
