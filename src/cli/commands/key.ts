import { Option, type Command } from 'commander'
import { apiScopes, type ApiScope } from '#src/api-scopes.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'

interface CreateFlags extends GlobalFlags {
  readonly name: string
  readonly scope: readonly ApiScope[]
}

/** `nacre key create|ls|revoke`: who may use the API of this data folder, and for what. */
export function addKey(program: Command): void {
  const key = program.command('key').description('keys of the HTTP API')
  key
    .command('create')
    .description('make a key; it is shown once and kept nowhere')
    .option('--name <name>', 'whose key it is', 'unnamed')
    .addOption(
      new Option(
        '--scope <scope...>',
        'what it allows: read what is known, ask, ingest (add and remove documents), train (make training data), admin (all)',
      )
        .choices([...apiScopes])
        .default(['read', 'ask']),
    )
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<CreateFlags>()
      return runCommand(flags, async ({ app, output }) => {
        const { openApiKeys } = await import('#src/api-keys.ts')
        const keys = openApiKeys(app.config.dataFolder)
        try {
          const { key: secret, about } = keys.create({ name: flags.name, scopes: flags.scope })
          output.json({ key: secret, id: about.id, name: about.name, scopes: about.scopes })
          output.line(secret)
          output.note(
            `${about.id}, for ${about.scopes.join(', ')}. It is not shown again: put it where its user finds it.`,
          )
        } finally {
          keys.close()
        }
        return exitStatus.done
      })
    })
  key
    .command('ls')
    .description('list the keys, those that were revoked too; never the keys themselves')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const { openApiKeys } = await import('#src/api-keys.ts')
        const keys = openApiKeys(app.config.dataFolder)
        const all = keys.list()
        keys.close()
        output.json({
          keys: all.map(({ id, name, scopes, createdAt, revokedAt }) => {
            return { id, name, scopes, created_at: createdAt, revoked_at: revokedAt ?? null }
          }),
        })
        for (const { id, name, scopes, createdAt, revokedAt } of all) {
          const state = revokedAt === undefined ? '' : `, revoked ${revokedAt.slice(0, 10)}`
          output.line(`${id}  ${name}  ${output.dim(`${scopes.join(', ')}; made ${createdAt.slice(0, 10)}${state}`)}`)
        }
        if (all.length === 0) output.line('No keys yet. Next: nacre key create --name NAME --scope read ask')
        return exitStatus.done
      }),
    )
  key
    .command('revoke')
    .description('make a key worth nothing, at once, also for a server that runs')
    .argument('<id>', 'key id, from "nacre key ls"')
    .action((id: string, _options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const { openApiKeys } = await import('#src/api-keys.ts')
        const keys = openApiKeys(app.config.dataFolder)
        try {
          keys.revoke(id)
        } finally {
          keys.close()
        }
        output.json({ revoked: id })
        output.line(`Revoked ${id}.`)
        return exitStatus.done
      }),
    )
}
