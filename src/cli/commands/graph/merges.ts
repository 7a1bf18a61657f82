import type { Command } from 'commander'
import { NacreError } from '#core/errors.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { toMergesReply } from '#src/wire/merges.ts'
import { withWriteLock } from '#src/write-lock.ts'

/** `nacre graph merges ls|undo|redo`. */
export function addMerges(graph: Command): void {
  const merges = graph.command('merges').description('names that are taken for one thing, and why')
  merges
    .command('ls')
    .description('list the merges, those that were undone too')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const found = await (await app.graph()).listMerges()
        output.json(toMergesReply(found))
        for (const { id, from, into, reason, evidence, isUndone } of found) {
          const sign = isUndone ? '≠' : '='
          const about = `${from.type}${isUndone ? ', undone' : ''}, ${reason}`
          output.line(`${id}  ${output.bold(from.name)} ${sign} ${output.bold(into.name)}  ${output.dim(about)}`)
          if (evidence !== undefined) output.line(output.dim(`    “${evidence.sentence}”  ${evidence.documentId}`))
        }
        if (found.length === 0) output.line('Nothing is merged.')
        return exitStatus.done
      }),
    )
  addVerb(merges, {
    name: 'undo',
    description: 'part what a merge has joined; it is not made again',
    run: (store, id) => store.undoMerge(id),
    done: 'Undone. It stays so whatever is read; "nacre graph merges redo" takes it back.',
    unknown: (id) => `There is no merge ${id} to undo. "nacre graph merges ls" lists them.`,
  })
  addVerb(merges, {
    name: 'redo',
    description: 'let a merge that was undone be made again',
    run: (store, id) => store.redoMerge(id),
    done: 'The merge is made again where the documents bear it out.',
    unknown: (id) => `The merge ${id} was not undone. "nacre graph merges ls" lists them.`,
  })
}

interface Verb {
  readonly name: 'undo' | 'redo'
  readonly description: string
  run(
    store: { undoMerge(id: string): Promise<boolean>; redoMerge(id: string): Promise<boolean> },
    id: string,
  ): Promise<boolean>
  readonly done: string
  unknown(id: string): string
}

function addVerb(merges: Command, { name, description, run, done, unknown }: Verb): void {
  merges
    .command(name)
    .description(description)
    .argument('<id>', 'merge id, from "nacre graph merges ls"')
    .action((id: string, _options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output, signal }) => {
        const store = await app.graph()
        const isDone = await withWriteLock(app.config.dataFolder, () => run(store, id), { signal })
        if (!isDone) throw new NacreError('not-found', unknown(id))
        output.json({ [name === 'undo' ? 'undone' : 'redone']: id })
        output.line(done)
        return exitStatus.done
      }),
    )
}
