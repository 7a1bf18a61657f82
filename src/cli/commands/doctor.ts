import type { Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'

/** `nacre doctor`: each part, what was found, and what to do. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('look at each part and say what to do')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const { examineParts } = await import('#src/cli/examine-parts.ts')
        const parts = await examineParts(app)
        output.json({ parts })
        for (const { name, state, found, next } of parts) {
          const sign = { good: '✓', optional: '○', wrong: '✗' }[state]
          output.line(`${sign} ${output.bold(name)}: ${found}`)
          if (next !== null) output.line(`    ${next}`)
        }
        return parts.some(({ state }) => state === 'wrong') ? exitStatus.failure : exitStatus.done
      }),
    )
}
