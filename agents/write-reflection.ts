import type { Verdict } from '#core/trace.ts'
import { cleanSentence } from './clean-sentence.ts'

/**
 * The critic's words, written by code from the verdicts and from what was left out: small models accuse falsely when they
 * criticise freely, while their probabilities can be trusted.
 */
export function writeReflection(verdicts: readonly Verdict[], omissions: readonly string[]): string {
  const failed = verdicts.filter(({ isSupported }) => !isSupported)
  const counts = (['thinking', 'answer'] as const)
    .map((part) => ({ part, all: verdicts.filter((verdict) => verdict.part === part) }))
    .filter(({ all }) => all.length > 0)
    .map(({ part, all }) => {
      const supported = all.filter(({ isSupported }) => isSupported).length
      return `${supported} of ${all.length} ${part === 'thinking' ? 'reasoning steps' : 'sentences of the answer'}`
    })
  const lines = [`The evidence supports ${counts.join(' and ')}.`]
  for (const verdict of failed) lines.push(describeFailure(verdict))
  for (const sentence of omissions) lines.push(`Left out, although it answers the question: “${sentence}”`)
  if (failed.some(({ cutTo }) => cutTo === undefined))
    lines.push('What is not supported gives way to the words of the evidence.')
  lines.push(
    failed.every(({ cutTo }) => cutTo !== undefined) && omissions.length === 0
      ? 'Nothing has to be replaced or added.'
      : 'The answer is written again from the improved thinking.',
  )
  return lines.join('\n')
}

function describeFailure({ claim, part, support, reason, cutTo, evidence }: Verdict): string {
  const what = part === 'thinking' ? 'The step' : 'The sentence of the answer'
  const why = reason ?? `probability ${support.toFixed(2)}`
  if (cutTo !== undefined)
    return `${what} “${claim}” goes further than the evidence (${why}); it is cut back to “${cutTo}”`
  const [nearest] = evidence
  const instead = nearest === undefined ? '' : ` The evidence says: “${cleanSentence(nearest)}”`
  return `${what} “${claim}” is not supported (${why}).${instead}`
}
