import type { Entity } from '#core/knowledge.ts'
import { elementNames } from './element-names.ts'
import { knownNames } from './known-names.ts'
import { foldToEnd } from './normal-form.ts'
import { shortenKey } from './shorten-key.ts'
import { squeezeName } from './squeeze-name.ts'

/** Standards before a grade that has one meaning without them. */
const standard = /^(?:AISI|SUS|SS) ?(?=\d{3}[A-Z]{0,2}\b)/
const dopant = String.raw`([A-Z][a-z]?)(?:\d?[+-])?`
const dopantFirst = new RegExp(String.raw`^${dopant}(?::|[ -](?:co-?)?doped )(\S.*)$`)
const dopantLast = new RegExp(String.raw`^(\S+):${dopant}$`)

/**
 * What all normal forms of one thing have in common: formulas and acronyms are replaced by the names they are known to stand
 * for (`Al2O3`, `aluminium oxide`: alumina), dopants are written one way (`Yb:YAG`, `YAG:Yb`, `Yb-doped YAG`), and spaces,
 * hyphens and accents between ordinary words do not count. Entities of one type with equal join keys are one, unless
 * somebody has said that they are not.
 */
export function joinKey({ key, type }: Pick<Entity, 'key' | 'type'>): string {
  const folded = foldToEnd(spellDopant(key.replace(standard, '')), { synonyms: knownNames, type })
  return shortenKey(squeezeName(folded))
}

function spellDopant(key: string): string {
  const first = dopantFirst.exec(key)
  const [, symbol = '', host = ''] = first ?? reverse(dopantLast.exec(key)) ?? []
  const element = elementNames.get(symbol)
  // Two elements are a ratio or an alloy (`Fe:Ni`).
  if (element === undefined || (!key.includes('doped') && (elementNames.has(host) || host.includes(':')))) return key
  return `${element} doped ${host}`
}

function reverse(match: RegExpExecArray | null): [string, string, string] | undefined {
  return match === null ? undefined : [match[0], match[2] ?? '', match[1] ?? '']
}
