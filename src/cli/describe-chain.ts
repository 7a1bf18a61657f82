import type { BridgeReasonStep } from '#core/search.ts'

/** A chain of passages in words: `“Nacre” says its tablets → aragonite, then …`. */
export function describeChain(steps: readonly BridgeReasonStep[]): string {
  const said = steps.map(({ title, mention, bridge }) =>
    mention === '' ? `“${title}” names ${bridge}` : `“${title}” says ${mention} → ${bridge}`,
  )
  return said.join(', then ')
}
