import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import type { GraphStore } from '#graph/graph-store.ts'
import { openTestServer } from '#test/api/open-test-server.ts'
import { injectEverywhere, type InjectionReport } from './inject-everywhere.ts'
import { injectionStrings } from './injection-strings.ts'
import { watchAccess } from './watch-access.ts'

const secret = 'the-secret-that-stands-in-the-file'
const root = join(import.meta.dirname, '../..')

/** Sends every `step`-th injection string everywhere; also what was written to the graph and what was opened meanwhile. */
export async function runInjections({ step }: { readonly step: number }): Promise<
  InjectionReport & {
    readonly strings: number
    readonly changed: readonly string[]
    readonly opened: readonly string[]
  }
> {
  const folder = mkdtempSync(join(tmpdir(), 'nacre-injections-'))
  const secretFile = join(folder, 'secret.txt')
  writeFileSync(secretFile, secret)
  const server = await openTestServer({ environment: { NACRE_RATE_LIMIT: '0' } })
  const client = new Client({ name: 'a test', version: '1' })
  try {
    await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`)))
    const graph = await server.app.graph()
    const before = await dumpWithoutTraces(graph)
    const strings = injectionStrings({ secretFile, address: 'http://169.254.169.254' }).filter(
      (_, at) => at % step === 0,
    )
    // The modules of the project load while they are first used.
    const watch = watchAccess({
      folders: [server.app.config.dataFolder, root, join(root, 'node_modules')],
      port: Number(new URL(server.url).port),
    })
    const report = await injectEverywhere(server, client, { strings, secret }).finally(() => watch.end())
    const after = new Set(await dumpWithoutTraces(graph))
    const changed = before.filter((line) => !after.delete(line))
    return { ...report, strings: strings.length, changed: [...changed, ...after], opened: watch.seen }
  } finally {
    await client.close()
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** An answer that was given is kept, as it should be. */
async function dumpWithoutTraces(graph: GraphStore): Promise<string[]> {
  return (await Array.fromAsync(graph.dump())).filter((line) => !line.startsWith('["trace"'))
}
