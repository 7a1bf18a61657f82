import type { Command } from 'commander'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import type { ConfigFile } from '#src/config.ts'

/** `nacre init`: makes the data folder with its configuration file. */
export function addInit(program: Command): void {
  program
    .command('init')
    .description('make a data folder with a configuration file')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), ({ app, output }) => {
        const { dataFolder, graph, models, extract } = app.config
        const path = join(dataFolder, 'config.json')
        const isNew = !existsSync(path)
        if (isNew) {
          mkdirSync(dataFolder, { recursive: true })
          const file: ConfigFile = {
            graph: graph.url,
            model: models.reasoner,
            policy: models.policy,
            embedder: models.embedder,
            extract,
            ...(models.baseUrl === undefined ? {} : { baseUrl: models.baseUrl }),
          }
          writeFileSync(path, `${JSON.stringify(file, undefined, 2)}\n`)
        }
        output.json({ data: dataFolder, config: path, created: isNew })
        output.line(isNew ? `Made ${path}.` : `${path} is there already; it was left as it is.`)
        output.line('Next: nacre ingest PATH   (Markdown, HTML, PDF, text or JSON Lines)')
        return Promise.resolve(exitStatus.done)
      }),
    )
}
