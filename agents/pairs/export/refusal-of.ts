import { unknownLicense } from '#agents/pairs/build-pair.ts'
import { hasControlToken } from '#agents/pairs/examine-pair.ts'
import type { PreferencePair } from '#core/pair.ts'

/** Why a pair may not leave the house, or undefined. */
export function refusalOf(pair: PreferencePair, allowUnknownLicense: boolean): string | undefined {
  if ([pair.prompt, pair.chosen, pair.rejected].some(hasControlToken)) return 'a control token is left'
  if (!allowUnknownLicense && pair.provenance.licenses.includes(unknownLicense)) return 'unknown licence'
  return undefined
}
