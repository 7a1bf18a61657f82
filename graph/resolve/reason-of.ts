import type { MergeReason } from '#core/knowledge.ts'
import { elementNames } from './element-names.ts'
import { isFormula } from './is-formula.ts'
import { squeezeName } from './squeeze-name.ts'

/** Why two keys with one join key are the same name. */
export function reasonOf(one: string, other: string): MergeReason {
  if (one === other) return 'exact'
  if (squeezeName(one) === squeezeName(other)) return 'spelling'
  const words = [...one.split(' '), ...other.split(' ')]
  if (words.some((word) => elementNames.has(word) || isFormula(word.replace(/^[α-ω]'*-/u, '')))) return 'formula'
  return words.some((word) => /^\p{Lu}{2,}\d*$/u.test(word)) ? 'abbreviation' : 'synonym'
}
