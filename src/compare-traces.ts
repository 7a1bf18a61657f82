import type { ReasoningTrace } from '#core/trace.ts'

/** What is different between a trace and the same thought again, in plain words; empty where nothing is. */
export function compareTraces(before: ReasoningTrace, after: ReasoningTrace): string[] {
  const models = ['reasoner', 'critic', 'verifier', 'integrator'] as const
  const differences = models
    .filter((role) => before.models[role] !== after.models[role])
    .map((role) => `the ${role} is now ${after.models[role] ?? 'nobody'}, it was ${before.models[role] ?? 'nobody'}`)
  if (before.rounds.length !== after.rounds.length)
    differences.push(`${after.rounds.length} rounds instead of ${before.rounds.length}`)
  for (const [index, round] of before.rounds.entries()) {
    const again = after.rounds[index]
    if (again === undefined) break
    if (again.answer !== round.answer) differences.push(`the answer of round ${index + 1}`)
    if (JSON.stringify(again.thinking) !== JSON.stringify(round.thinking))
      differences.push(`the thinking of round ${index + 1}`)
  }
  if (before.answer !== after.answer) differences.push('the answer given')
  if (JSON.stringify(before.citations) !== JSON.stringify(after.citations)) differences.push('what is cited')
  return differences
}
