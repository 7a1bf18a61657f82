import type { Thinking, ThinkingCategory, ThinkingStatement } from '#core/thinking.ts'
import type { Usage, Verdict } from '#core/trace.ts'
import { addUsage, noUsage } from './add-usage.ts'
import type { EvidenceSentence } from './evidence/evidence.ts'
import { cleanSentence } from './clean-sentence.ts'
import { pickEvidence } from './verify/pick-evidence.ts'
import { verifyClaim } from './verify/verify-claim.ts'
import type { Verifier } from './verify/verifier.ts'

/** What the model may write by itself. */
const ownCategories: ReadonlySet<ThinkingCategory> = new Set(['Design Principles', 'Hypothesis'])
/**
 * Probability from which the model's own words stay. Measured on eight of them by Qwen2.5-Coder 1.5B: the one that a
 * materials scientist would keep 0.89, those that say nothing or the opposite of the evidence 0.34 to 0.68.
 */
const plausibleFrom = 0.8

/** Thinking with a verdict beside each statement that claims to rest on evidence. */
export interface Criticism {
  readonly thinking: Thinking
  readonly verdicts: readonly Verdict[]
  readonly usage: Usage
}

/**
 * Holds the statements of a thinking that claim evidence against the evidence. Statements that were judged before keep
 * their verdict; what code read from the graph is not judged. A principle or hypothesis of the model stays, marked as
 * its own, only where the evidence bears it out clearly: small models like to turn a relation round.
 */
export async function criticise(
  thinking: Thinking,
  evidence: readonly EvidenceSentence[],
  verifier: Verifier,
  options: { signal?: AbortSignal } = {},
): Promise<Criticism> {
  const verdicts: Verdict[] = []
  const judged: Thinking[number][] = []
  let usage = noUsage
  for (const section of thinking) {
    if (ownCategories.has(section.category)) {
      const kept = await keepPlausible(section.statements, evidence, verifier, options)
      usage = addUsage(usage, kept.usage)
      judged.push({ ...section, statements: kept.statements })
      continue
    }
    if (section.category !== 'Reasoning Steps') {
      judged.push(section)
      continue
    }
    const statements: Thinking[number]['statements'][number][] = []
    for (const statement of section.statements) {
      const verified = await verifyClaim(statement.text, evidence, verifier, options)
      const { support, isSupported, reason } = verified
      usage = addUsage(usage, verified.usage)
      verdicts.push({
        claim: statement.text,
        part: 'thinking',
        support,
        isSupported,
        ...(reason === undefined ? {} : { reason }),
        evidence: verified.evidence.map(({ text }) => text),
      })
      // Only a supported step may name the passages it rests on.
      const chunkIds = isSupported ? [...new Set(verified.evidence.slice(0, 1).map(({ chunkId }) => chunkId))] : []
      statements.push({ ...statement, origin: isSupported ? 'evidence' : 'model', chunkIds, support })
    }
    judged.push({ ...section, statements })
  }
  return { thinking: judged, verdicts, usage }
}

async function keepPlausible(
  statements: readonly ThinkingStatement[],
  evidence: readonly EvidenceSentence[],
  verifier: Verifier,
  options: { signal?: AbortSignal },
): Promise<{ statements: readonly ThinkingStatement[]; usage: Usage }> {
  const kept: ThinkingStatement[] = []
  let usage = noUsage
  for (const statement of statements) {
    const nearest = pickEvidence(statement.text, evidence, 2).map(({ text }) => cleanSentence(text))
    const judgement = await verifier.support(statement.text, nearest, options)
    usage = addUsage(usage, judgement.usage)
    if (judgement.probability >= plausibleFrom) kept.push({ ...statement, support: judgement.probability })
  }
  return { statements: kept, usage }
}
