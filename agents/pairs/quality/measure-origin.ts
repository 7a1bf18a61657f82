import { addUsage, noUsage } from '#agents/add-usage.ts'
import { parseSentinels } from '#agents/think/sentinel-parser.ts'
import { createOverlapVerifier } from '#agents/verify/create-overlap-verifier.ts'
import { unstatedNumbers } from '#agents/verify/numbers-in-text.ts'
import type { PairOrigin, PreferencePair } from '#core/pair.ts'
import { listAll } from '#graph/list-all.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { contamination, runsOf, wordsOf } from './text-measures.ts'

/** A thinking block that says so much of itself twice runs in circles. */
const mostRepeated = 0.2

/**
 * What only the record can tell of a set of pairs: how grounded it is, what it cost, what the gates refused, and whether it
 * is of the present policy. Errors: those of the store.
 */
export async function measureOrigin(
  pairs: readonly PreferencePair[],
  graph: GraphStore,
  options: { readonly policyId?: string; readonly heldOut?: readonly string[] } = {},
): Promise<PairOrigin> {
  const verifier = createOverlapVerifier()
  let supported = 0
  let sentences = 0
  let unsupportedNumbers = 0
  let usage = noUsage
  for (const { taskId, traceId, usage: ofPolicy = noUsage } of pairs) {
    const [task, trace] = [await graph.getRecord('task', taskId), await graph.getRecord('trace', traceId)]
    if (trace === undefined) continue
    const quotes = trace.citations.map(({ quote }) => quote)
    for (const { text } of trace.sentences) {
      sentences += 1
      supported += (await verifier.support(text, quotes)).probability
    }
    unsupportedNumbers += unstatedNumbers(trace.answer, quotes).length
    usage = addUsage(addUsage(usage, trace.usage), ofPolicy)
    if (task !== undefined) usage = addUsage(usage, task.generator)
  }
  const drops: Record<string, number> = {}
  let dropped = 0
  for await (const { reason } of listAll(graph, 'drop')) {
    dropped += 1
    drops[reason] = (drops[reason] ?? 0) + 1
  }
  const judged = pairs.flatMap(({ judge }) => (judge === undefined ? [] : [judge]))
  const documents = new Set(pairs.flatMap(({ provenance }) => provenance.documentIds))
  const known = await graph.documentIds()
  return {
    groundedness: sentences === 0 ? 0 : supported / sentences,
    unsupportedNumbers,
    judged: judged.length,
    winRate: share(judged, ({ verdict }) => verdict === 'chosen'),
    winRateFirst: share(judged, ({ chosenFirst }) => chosenFirst > 0.5),
    winRateSecond: share(judged, ({ chosenSecond }) => chosenSecond > 0.5),
    cleanThinking: share(pairs, ({ chosen }) => isClean(chosen)),
    documentCoverage: known.length === 0 ? 0 : documents.size / known.length,
    yield: pairs.length + dropped === 0 ? 0 : pairs.length / (pairs.length + dropped),
    drops,
    tokensPerPair: pairs.length === 0 ? 0 : (usage.inputTokens + usage.outputTokens) / pairs.length,
    ...(options.policyId !== undefined && {
      stale: share(pairs, ({ generators }) => generators.rejected !== options.policyId),
    }),
    ...(options.heldOut !== undefined && {
      contamination: contamination(
        pairs.map(({ prompt, chosen }) => `${prompt}\n${chosen}`),
        options.heldOut,
      ),
    }),
  }
}

/** One closed block that does not run in circles and does more than repeat the question. */
function isClean(chosen: string): boolean {
  const { shape, thinking } = parseSentinels(chosen)
  const runs = runsOf(wordsOf(thinking.join(' ')), 3)
  return shape === 'closed' && runs.length > 0 && 1 - new Set(runs).size / runs.length <= mostRepeated
}

function share<T>(items: readonly T[], is: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter((item) => is(item)).length / items.length
}
