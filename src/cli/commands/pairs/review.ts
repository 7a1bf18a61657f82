import type { Command } from 'commander'
import { emitKeypressEvents } from 'node:readline'
import { NacreError } from '#core/errors.ts'
import { listAll } from '#graph/list-all.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { layOutBeside } from '#src/cli/lay-out-beside.ts'
import { runCommand, type CommandContext, type GlobalFlags } from '#src/cli/run-command.ts'
import { reviewPair, type PairReview } from '#src/review-pair.ts'

interface ReviewFlags extends GlobalFlags {
  readonly accept: readonly string[]
  readonly refuse: readonly string[]
  readonly all?: boolean
}

const collect = (id: string, ids: readonly string[]): readonly string[] => [...ids, id]

/** `nacre pairs review`: a person accepts or refuses pairs, one after the other on a terminal, or by name. */
export function addReview(pairs: Command): void {
  pairs
    .command('review')
    .description('accept or refuse pairs; those refused are left out of exports')
    .option('--accept <id>', 'accept this pair, or one that a gate dropped; may be given several times', collect, [])
    .option('--reject <id>', 'refuse this pair; may be given several times', collect, [])
    .option('--all', 'also those that were reviewed before')
    .action((_options, command: Command) => {
      const { reject: refuse, ...flags } = command.optsWithGlobals<ReviewFlags & { reject: readonly string[] }>()
      return runCommand(flags, (context) => review({ ...flags, refuse }, context))
    })
}

async function review({ accept, refuse, all }: ReviewFlags, context: CommandContext): Promise<number> {
  const { app, output, signal } = context
  const graph = await app.graph()
  if (accept.length + refuse.length > 0) {
    for (const id of accept) await reviewPair(id, 'accepted', graph)
    for (const id of refuse) await reviewPair(id, 'refused', graph)
    output.json({ accepted: accept, refused: refuse })
    output.line(`Accepted ${accept.length}, refused ${refuse.length}.`)
    return exitStatus.done
  }
  const waiting = (await Array.fromAsync(listAll(graph, 'pair'))).filter((pair) => all === true || !pair.review)
  if (waiting.length === 0) {
    output.json({ accepted: [], refused: [] })
    output.line('Nothing to review. Next: nacre pairs export --format trl -o pairs.jsonl')
    return exitStatus.done
  }
  if (!process.stdin.isTTY || !process.stdout.isTTY || output.isJson) {
    throw new NacreError(
      'invalid-input',
      'Looking at pairs one by one needs a terminal. Elsewhere: nacre pairs review --accept ID --reject ID',
    )
  }
  const counts = { accepted: 0, refused: 0 }
  for (const [index, pair] of waiting.entries()) {
    output.line(output.bold(`\n${index + 1} of ${waiting.length}  ${pair.id}`))
    output.line(`${pair.prompt}\n`)
    const width = process.stdout.columns
    for (const line of layOutBeside(['Chosen', pair.chosen], ['Rejected', pair.rejected], width)) output.line(line)
    output.line(output.dim('\na accept   r reject   s skip   q quit'))
    const decision = await readKey(signal)
    if (decision === 'quit') break
    if (decision === 'skip') continue
    await reviewPair(pair.id, decision, graph)
    counts[decision] += 1
  }
  output.line(`Accepted ${counts.accepted}, refused ${counts.refused}.`)
  return exitStatus.done
}

const keys: Readonly<Record<string, PairReview | 'skip' | 'quit'>> = {
  a: 'accepted',
  r: 'refused',
  s: 'skip',
  q: 'quit',
}

/** Waits for one of the keys; Ctrl-C and the end of the command quit. */
function readKey(signal: AbortSignal): Promise<PairReview | 'skip' | 'quit'> {
  const { stdin } = process
  return new Promise((resolve) => {
    const end = (decision: PairReview | 'skip' | 'quit'): void => {
      stdin.off('keypress', hear)
      signal.removeEventListener('abort', quit)
      stdin.setRawMode(false)
      stdin.pause()
      resolve(decision)
    }
    const quit = (): void => end('quit')
    const hear = (_: string | undefined, key: { name?: string; ctrl?: boolean }): void => {
      const decision = key.ctrl === true && key.name === 'c' ? 'quit' : keys[key.name ?? '']
      if (decision !== undefined) end(decision)
    }
    emitKeypressEvents(stdin)
    stdin.setRawMode(true)
    stdin.resume()
    stdin.on('keypress', hear)
    signal.addEventListener('abort', quit)
  })
}
