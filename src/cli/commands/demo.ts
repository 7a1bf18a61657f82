import type { Command } from 'commander'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'

/** `nacre demo`: the whole way of the data on the sample corpus, told in plain words. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('the whole way on the sample corpus: read, ask itself, think, build pairs, export, report')
    .option('--report <file>', 'where to write the page with the picture', 'report.html')
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<GlobalFlags & { report: string }>()
      return runCommand(flags, async (context) => {
        const { runDemo } = await import('#src/cli/demo/run-demo.ts')
        return runDemo(context, { reportPath: flags.report })
      })
    })
}
