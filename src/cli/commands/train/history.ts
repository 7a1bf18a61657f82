import type { Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { compareVersions, lineageOf, listRounds } from '#src/training-history.ts'

/** `nacre train status|history|lineage|diff`. */
export function addHistory(train: Command): void {
  train
    .command('status')
    .description('which version serves, and how far an interrupted round is')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const { serving, rounds, unfinished } = await listRounds(app)
        output.json({ serving, rounds: rounds.length, unfinished })
        output.line(`Serving: ${serving ?? 'the base model'}`)
        output.line(`Rounds ended: ${rounds.length}`)
        if (unfinished !== null) output.line(`Round ${unfinished} was begun and not ended: run the same command again.`)
        return exitStatus.done
      }),
    )
  train
    .command('history')
    .description('all rounds: what they trained, what it can do, whether it serves')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const { serving, rounds, promotions } = await listRounds(app)
        output.json({ rounds, serving, promotions })
        if (rounds.length === 0) output.line('No rounds yet. Next: nacre train loop')
        for (const round of rounds) {
          const mark = round.version !== null && round.version === serving ? '*' : ' '
          output.line(`${mark} ${round.round}  ${round.version ?? '-'}  ${round.method}  ${round.reason}`)
          if (round.format !== undefined)
            output.line(
              output.dim(
                `    format ${show(round.format)}, grounded ${show(round.groundedness)}, right sentence ${show(round.right_sentence)}, repetition ${show(round.repetition)}, margin ${show(round.margin)}`,
              ),
            )
          for (const id of round.retracted) output.line(`    ! trained on ${id}, which is no longer in the corpus`)
        }
        return exitStatus.done
      }),
    )
  train
    .command('lineage')
    .description('the versions, sentences and licences that a version was trained on')
    .argument('[version]', 'id from "nacre train history"; the one that serves if not given')
    .action((version: string | undefined, _options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const { versions, pairs, missingPairs, licenses } = await lineageOf(app, version)
        output.json({ versions, pairs, missing_pairs: missingPairs, licenses })
        output.line(versions.map(({ id, method }) => `${id} (${method})`).join(' <- '))
        output.line(`Licences: ${licenses.join(', ')}`)
        for (const { question, sentences } of pairs) {
          output.line(question)
          for (const { title, text } of sentences)
            output.line(output.dim(`    ${title}: ${text.replaceAll(/\s+/g, ' ')}`))
        }
        if (missingPairs.length > 0)
          output.line(`! ${missingPairs.length} pairs are gone, because a document of theirs was removed.`)
        return exitStatus.done
      }),
    )
  train
    .command('diff')
    .description('two versions beside each other (default: the one that serves and its parent)')
    .argument('[a]', 'version, or "base"')
    .argument('[b]', 'version')
    .action((a: string | undefined, b: string | undefined, _options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const diff = await compareVersions(app, a, b)
        output.json(diff)
        output.line(`${diff.a} -> ${diff.b}`)
        for (const { measure, before, after, difference } of diff.measures)
          output.line(
            `  ${measure.padEnd(24)} ${show(before)} -> ${show(after)}  ${show(difference.mean)} [${show(difference.low)}, ${show(difference.high)}]`,
          )
        return exitStatus.done
      }),
    )
}

function show(value: number | undefined): string {
  return value === undefined ? '-' : value.toFixed(2)
}
