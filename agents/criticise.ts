import type { Thinking } from '#core/thinking.ts'
import type { Usage, Verdict } from '#core/trace.ts'
import { addUsage, noUsage } from './add-usage.ts'
import type { EvidenceSentence } from './evidence/evidence.ts'
import { verifyClaim } from './verify/verify-claim.ts'
import type { Verifier } from './verify/verifier.ts'

/** Thinking with a verdict beside each statement that claims to rest on evidence. */
export interface Criticism {
  readonly thinking: Thinking
  readonly verdicts: readonly Verdict[]
  readonly usage: Usage
}

/**
 * Holds the statements of a thinking that claim evidence against the evidence. Statements that were judged before keep
 * their verdict; what code read from the graph and what is marked as the model's own is not judged.
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
