import { unknownLicense } from '#agents/pairs/build-pair.ts'
import { hasControlToken } from '#agents/pairs/examine-pair.ts'
import { parseSentinels } from '#agents/think/sentinel-parser.ts'
import { sha256 } from '#core/id.ts'
import type { PreferencePair } from '#core/pair.ts'

/** Why a pair may not leave the house, or undefined. */
export function refusalOf(pair: PreferencePair, allowUnknownLicense: boolean): string | undefined {
  if (pair.review === 'refused') return 'refused in review'
  if (pair.chosen.trim() === pair.rejected.trim()) return 'chosen and rejected are the same'
  if (pair.way !== 'teacher' && pair.generators.promptSha256 !== sha256(pair.prompt))
    return 'the policy was asked something else'
  if (parseSentinels(pair.chosen).shape !== 'closed') return 'thinking is not one closed block'
  if ([pair.prompt, pair.chosen, pair.rejected].some(hasControlToken)) return 'a control token is left'
  if (!allowUnknownLicense && pair.provenance.licenses.includes(unknownLicense)) return 'unknown licence'
  return undefined
}
