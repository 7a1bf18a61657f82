import { contentWords } from './content-words.ts'

/** Words that say which way something goes, in pairs of opposites, by their beginnings. */
const directions: readonly { readonly sign: 1 | -1; readonly pattern: RegExp }[] = [
  {
    sign: 1,
    pattern:
      /^(?:increas|rais|enhanc|improv|rise|rising|higher|larger|greater|wide|strengthen|stronger|accelerat|promot|open|harder|tougher|stiffer|denser|extend|expand|grow|faster|speed|above|well|best|more)/i,
  },
  {
    sign: -1,
    pattern:
      /^(?:decreas|reduc|lower|diminish|weaken|fall|drop|smaller|narrow|weaker|slow|prevent|inhibit|suppress|hinder|close[sd]?$|closing|softer|shrink|contract|supercontract|below|poor|badly|less)/i,
  },
]
/** A direction tells of the words after it, or, where there are none ("the hardness falls"), of those before. */
const reach = { after: 4, before: 3 } as const

interface Turn {
  readonly sign: 1 | -1
  readonly about: ReadonlySet<string>
}

/**
 * Whether a claim says of something that it goes up where the text says that it goes down, or the other way round. Two such
 * turns make one statement again ("slow cooling widens" beside "faster cooling narrows").
 */
export function isOpposite(claim: string, text: string): boolean {
  const told = turnsOf(text)
  const conflicts = turnsOf(claim).filter(({ sign, about }) => {
    const near = told.filter((other) => overlap(about, other.about) >= 0.5)
    return near.length > 0 && near.every((other) => other.sign !== sign)
  })
  return conflicts.length % 2 === 1
}

function turnsOf(text: string): Turn[] {
  const turns: Turn[] = []
  for (const clause of text.split(/[,;:]|\b(?:but|while|whereas|because|since)\b/)) {
    const words = clause.match(/[\p{L}\p{N}-]+/gu) ?? []
    for (const [index, word] of words.entries()) {
      const direction = directions.find(({ pattern }) => pattern.test(word))
      if (direction === undefined) continue
      const next = words.slice(index + 1)
      const end = next.findIndex((other) => /^(?:and|or|than|when|by|from)$/.test(other) || isDirection(other))
      const told = end === -1 ? next : next.slice(0, end)
      const after = contentWords(told.join(' ')).slice(0, reach.after)
      const before = contentWords(words.slice(0, index).join(' ')).slice(-reach.before)
      const last = /^(?:it|them)$/.test(told[0] ?? '') ? turns.at(-1)?.about : undefined
      const about = last ?? new Set(after.length > 0 ? after : before)
      if (about.size > 0) turns.push({ sign: direction.sign, about })
    }
  }
  return turns
}

function isDirection(word: string): boolean {
  return directions.some(({ pattern }) => pattern.test(word))
}

function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((word) => other.has(word)).length
  return shared / Math.max(1, Math.min(one.size, other.size))
}
