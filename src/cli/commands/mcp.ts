import type { Command } from 'commander'
import { once } from 'node:events'
import manifest from '#package.json' with { type: 'json' }
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'

interface McpFlags extends GlobalFlags {
  readonly allowWrites?: boolean
}

/** `nacre mcp`: the tools of Nacre for a program that speaks the Model Context Protocol, until it closes the input. */
export function addMcp(program: Command): void {
  program
    .command('mcp')
    .description('tools for a program that speaks the Model Context Protocol, over standard input and output')
    .option('--allow-writes', 'also tools that add documents')
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<McpFlags>()
      return runCommand(flags, async ({ app, output, signal }) => {
        const { serveMcpStdio } = await import('#src/mcp/serve-mcp-stdio.ts')
        const server = serveMcpStdio(app, {
          version: manifest.version,
          allowsWrites: flags.allowWrites === true,
          onBug: (error) => output.note(`nacre: ${error instanceof Error ? (error.stack ?? '') : String(error)}`),
        })
        await Promise.race([once(process.stdin, 'close'), once(process.stdin, 'end'), ...untilAborted(signal)])
        await server.close()
        return exitStatus.done
      })
    })
}

function untilAborted(signal: AbortSignal): Promise<unknown>[] {
  return signal.aborted ? [Promise.resolve()] : [once(signal, 'abort')]
}
