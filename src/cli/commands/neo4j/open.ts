import { spawn } from 'node:child_process'
import type { Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'

interface OpenFlags extends GlobalFlags {
  readonly launch: boolean
}

/** `nacre neo4j open`: Neo4j Browser on this graph, as a link, and in the web browser where there is a desktop. */
export function addOpen(neo4j: Command): void {
  neo4j
    .command('open')
    .description('open the graph in Neo4j Browser: prints the links, and opens the first where a desktop is there')
    .option('--no-launch', 'only print the links')
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<OpenFlags>()
      return runCommand(flags, async ({ app, output }) => {
        const { requireNeo4j } = await import('#src/find-neo4j.ts')
        const { listNeo4jLinks } = await import('#src/list-neo4j-links.ts')
        const { host, port } = app.config.serve
        const served = `http://${host}:${port}`
        const place = await requireNeo4j(app.config)
        const links = listNeo4jLinks(place, { served })
        const isServed = await answers(`${served}/livez`)
        output.json({ ...links, served: isServed })
        output.line(`${output.bold('Neo4j Browser')}  ${isServed ? links.guide : links.browser}`)
        output.line(`  log in as ${place.user}, password ${place.password}`)
        if (!isServed) {
          output.line('\nFor the guide and the style, run "nacre serve" in another terminal and open:')
          output.line(`  ${links.guide}`)
        }
        output.line('\nThen type in its first line:')
        output.line(`  :style ${served}/v1/neo4j/style.grass`)
        output.line(`\n${links.queries.length} questions are in the guide; --json lists a link to each.`)
        if (flags.launch && app.config.hasDesktop && !output.isJson) launch(isServed ? links.guide : links.browser)
        return exitStatus.done
      })
    })
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1000) })).ok
  } catch {
    return false
  }
}

/** Hands the link to the desktop and does not wait; whoever has none still has the printed link. */
function launch(url: string): void {
  const programs: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
    darwin: ['open', url],
    win32: ['rundll32', 'url.dll,FileProtocolHandler', url],
  }
  const [program, ...words] = programs[process.platform] ?? ['xdg-open', url]
  const child = spawn(program, words, { detached: true, stdio: 'ignore' })
  child.on('error', () => {})
  child.unref()
}
