import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { neo4jImage, neo4jSettings, settingVariable } from '#graph/neo4j-server/neo4j-settings.ts'
import { readConfig } from '#src/config.ts'

const root = join(import.meta.dirname, '..')
const read = (name: string): string => readFileSync(join(root, name), 'utf8')

interface Service {
  readonly image?: string
  readonly build?: string
  readonly command?: readonly string[]
  readonly ports: readonly string[]
  readonly environment: Readonly<Record<string, string | null>>
  readonly volumes: readonly string[]
  readonly healthcheck: { readonly test: readonly string[]; readonly interval: string; readonly retries: number }
  readonly pull_policy?: string
  readonly cap_drop?: readonly string[]
  readonly security_opt?: readonly string[]
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
}

const compose: {
  readonly services: { readonly neo4j: Service; readonly nacre: Service; readonly worker: Service }
  readonly volumes: Readonly<Record<string, null>>
} = parse(read('docker-compose.yml'), { merge: true })
const { neo4j, nacre, worker } = compose.services

/** The environment of a service as the container sees it. */
function containerEnvironment(service: Service): Record<string, string> {
  const secrets: Record<string, string> = {
    NEO4J_PASSWORD: 'a-long-password',
    NACRE_API_KEY: 'a-key-of-24-characters!!',
  }
  const set = Object.entries(service.environment).flatMap(([name, value]) => (value === null ? [] : [[name, value]]))
  return Object.fromEntries(
    set.map(([name, value]) => [name, value?.replaceAll(/\$\{(\w+)[^}]*\}/g, (_all, wanted) => secrets[wanted] ?? '')]),
  )
}

describe('docker-compose.yml', () => {
  it('runs Neo4j, Nacre and its worker, which shares data, settings and corpus', () => {
    expect(Object.keys(compose.services)).toEqual(['neo4j', 'nacre', 'worker'])
    expect(worker).toMatchObject({ image: nacre.image, environment: nacre.environment, volumes: nacre.volumes })
    expect([nacre.command?.at(-1), worker.command]).toEqual(['--no-worker', ['worker']])
    expect(neo4j.image).toBe(neo4jImage)
    expect(nacre.build).toBe('.')
    // Two services that build one image would race; one that neither builds nor may pull takes what the other has built.
    expect(worker).toMatchObject({ pull_policy: 'never', depends_on: { nacre: { condition: 'service_started' } } })
    expect(worker.build).toBeUndefined()
  })

  it('gives Nacre and its worker no more rights than they need', () => {
    for (const service of [nacre, worker]) {
      expect(service).toMatchObject({ cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
    }
  })

  it('opens ports on this machine only', () => {
    const ports = [...neo4j.ports, ...nacre.ports]
    expect(ports).toEqual(['127.0.0.1:7474:7474', '127.0.0.1:7687:7687', '127.0.0.1:7878:7878'])
  })

  it('sets up Neo4j with the same values as the other ways of starting it', () => {
    const settings = Object.entries(neo4jSettings).map(([name, value]) => [settingVariable(name), value])
    const { NEO4J_AUTH, ...environment } = neo4j.environment
    expect(environment).toEqual(Object.fromEntries(settings))
    expect(NEO4J_AUTH).toMatch(/^neo4j\/\$\{NEO4J_PASSWORD:\?/)
  })

  it('has no default for a secret: without it nothing starts', () => {
    const required = [
      neo4j.environment.NEO4J_AUTH,
      nacre.environment.NACRE_API_KEY,
      nacre.environment.NACRE_NEO4J_PASSWORD,
    ]
    for (const value of required) expect(value).toMatch(/\$\{\w+:\?[^}]+\}$/)
    expect(read('docker-compose.yml')).not.toMatch(/\$\{\w*(PASSWORD|KEY):?-/)
    expect(read('.env.example')).toMatch(/^NEO4J_PASSWORD=$[^]*^NACRE_API_KEY=$/m)
    expect(read('.gitignore').split('\n')).toContain('.env')
  })

  it('configures Nacre with settings that Nacre knows', () => {
    const config = readConfig({ host: '0.0.0.0' }, containerEnvironment(nacre))
    expect(config).toMatchObject({
      dataFolder: '/data',
      cacheFolder: '/cache',
      graph: { url: 'neo4j://neo4j:7687', user: 'neo4j', password: 'a-long-password' },
      serve: { host: '0.0.0.0', port: 7878, apiKey: 'a-key-of-24-characters!!' },
    })
    expect(nacre.command).toEqual(['serve', '--host', '0.0.0.0', '--no-worker'])
  })

  it('waits for Neo4j to be healthy, and asks both how they are', () => {
    expect(nacre.depends_on).toEqual({ neo4j: { condition: 'service_healthy' } })
    expect(neo4j.healthcheck.test.join(' ')).toContain('cypher-shell')
    expect(nacre.healthcheck.test.join(' ')).toContain('http://127.0.0.1:7878/livez')
    for (const { healthcheck } of [neo4j, nacre]) {
      expect(healthcheck.test.every((part) => typeof part === 'string')).toBe(true)
      expect(healthcheck.retries).toBeGreaterThan(2)
    }
  })

  it('keeps data and models in volumes', () => {
    const mounted = [...neo4j.volumes, ...nacre.volumes].map((volume) => volume.split(':')[0])
    expect(mounted).toEqual(['neo4j-data', 'neo4j-logs', 'nacre-data', 'nacre-cache', '${NACRE_CORPUS'])
    expect(Object.keys(compose.volumes)).toEqual(['neo4j-data', 'neo4j-logs', 'nacre-data', 'nacre-cache'])
  })

  const tool = [['docker', 'compose'], ['docker-compose']].find(
    ([program = '', ...parts]) => spawnSync(program, [...parts, 'version']).status === 0,
  )
  if (tool === undefined)
    console.error('*** SKIPPED: reading docker-compose.yml by Docker Compose, which is not installed. ***')
  it.skipIf(tool === undefined)('is accepted by Docker Compose, and refused without its secrets', () => {
    const [program = '', ...parts] = tool ?? []
    const config = (secrets: Record<string, string>) =>
      spawnSync(program, [...parts, '--env-file', '/dev/null', 'config', '--quiet'], {
        cwd: root,
        env: { PATH: process.env.PATH, HOME: process.env.HOME, ...secrets },
        encoding: 'utf8',
      })
    const good = config({ NEO4J_PASSWORD: 'a-long-password', NACRE_API_KEY: 'a-key-of-24-characters!!' })
    expect([good.status, good.stderr]).toEqual([0, ''])
    expect(config({}).stderr).toMatch(/NEO4J_PASSWORD|NACRE_API_KEY/)
  })
})

describe('Dockerfile', () => {
  const lines = read('Dockerfile').split('\n')
  const lastStage = lines.findLastIndex((line) => line.startsWith('FROM'))

  it('runs on the Node that the project is developed on, not as root', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> }
    const major = devDependencies.node?.split('.')[0]
    for (const line of lines.filter((text) => text.startsWith('FROM'))) expect(line).toContain(`node:${major}-`)
    expect(lines.indexOf('USER node')).toBeGreaterThan(lines.findLastIndex((text) => text.startsWith('RUN')))
  })

  it('copies what is there, and the context holds it', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1))
    const copies = lines.filter((line) => line.startsWith('COPY') && !line.includes('--from'))
    const sources = copies.flatMap((line) => line.split(' ').slice(1, -1))
    for (const source of sources) {
      expect(existsSync(join(root, source)), source).toBe(true)
      expect(allowed).toContain(source)
    }
    expect(sources).toEqual(expect.arrayContaining(['bin', 'src', 'graph', 'ingest', 'agents']))
  })

  it('builds the package and its page itself, and leaves behind what only builds', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const [build, last] = [lines.slice(0, lastStage), lines.slice(lastStage)].map((stage) => stage.join('\n'))
    expect(build).toMatch(/npm run build[^]*npm prune --omit=dev/)
    expect(scripts.build).toContain('scripts/build-package.ts')
    expect(read('.dockerignore').split('\n')).toContain('src/web/dist')
    for (const folder of ['node_modules', 'dist'])
      expect(last).toContain(`COPY --from=build /app/${folder} ./${folder}`)
    expect(last).not.toMatch(/npm |npx |COPY src/)
  })

  it('starts the command line that the package names', () => {
    const { bin } = JSON.parse(read('package.json')) as { bin: { nacre: string } }
    expect(lines.join('\n')).toContain(`ln -s /app/${bin.nacre} /usr/local/bin/nacre`)
    expect(read(bin.nacre)).toMatch(/^#!.*node/)
  })
})
