import type { Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'

/** `nacre models ls|pull`. */
export function addModels(program: Command): void {
  const models = program.command('models').description('the models that run inside Nacre')
  models
    .command('ls')
    .description('the catalogue, and what has been fetched')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const { modelCatalogue } = await import('#models/model-catalogue.ts')
        const { findModel } = await import('#models/find-model.ts')
        const { cacheFolder } = app.config
        const list = await Promise.all(
          modelCatalogue.map(async (model) => ({
            name: model.name,
            role: model.role,
            license: model.license,
            bytes: model.files.reduce((sum, file) => sum + file.sizeBytes, 0),
            fetched: (await findModel(model.name, { cacheFolder })) !== undefined,
          })),
        )
        output.json({ models: list, cache: cacheFolder })
        for (const model of list) {
          const state = model.fetched ? 'fetched' : `not fetched: nacre models pull ${model.name}`
          output.line(
            `${model.name}  ${output.dim(`${model.role}, ${Math.round(model.bytes / 1e6)} MB, ${model.license}`)}  ${state}`,
          )
        }
        return exitStatus.done
      }),
    )
  models
    .command('pull')
    .description('fetch models (all that the configuration names, unless some are given)')
    .argument('[name...]', 'names from "nacre models ls"')
    .action((names: string[], _options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output, signal }) => {
        const { pullModelsWithProgress } = await import('#src/cli/pull-models-with-progress.ts')
        const pulled = await pullModelsWithProgress(names, { app, output, signal })
        output.json({ models: pulled })
        for (const model of pulled)
          output.line(`${model.name}: ${model.isNew ? 'fetched and checked' : 'was there already'}`)
        return exitStatus.done
      }),
    )
}
