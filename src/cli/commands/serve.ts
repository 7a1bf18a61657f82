import type { Command } from 'commander'
import { once } from 'node:events'
import manifest from '#package.json' with { type: 'json' }
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'

/** `nacre serve`: the HTTP API until Ctrl-C or SIGTERM, then what is under way is finished. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .description('serve the HTTP API')
    .option('--port <port>', 'default 7878 (or NACRE_PORT); 0 = any free one')
    .option('--host <host>', 'default 127.0.0.1 (or NACRE_HOST); another one needs a key')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output, signal }) => {
        const { pino } = await import('pino')
        const { startServer } = await import('#src/api/start-server.ts')
        const logger = pino({ redact: ['req.headers.authorization'] }, pino.destination(2))
        const server = await startServer(app, { logger, version: manifest.version })
        output.event({ event: 'listening', url: server.url })
        output.line(`Nacre listens on ${server.url}`)
        output.line(`  what it can do: ${server.url}/docs`)
        if (!signal.aborted) await once(signal, 'abort')
        await server.close()
        return exitStatus.done
      }),
    )
}
