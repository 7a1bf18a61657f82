import type { TextSpan } from '#core/pair.ts'
import { foldWord } from '#graph/resolve/fold-word.ts'
import { chooseProperty } from './choose-property.ts'
import { headOf } from './lexicon/head-nouns.ts'
import type { FoundQuantity } from './find-quantities.ts'
import type { EntityDraft, MentionDraft } from './find-mentions.ts'
import { matchRespectively } from './match-respectively.ts'
import { speaksOfChange } from './speaks-of-change.ts'
import { parseUnit } from './units.ts'

/** What a quantity probably is about: suggestions from its sentence, none where the sentence does not say. */
export interface QuantityDescription {
  readonly property?: string
  readonly material?: EntityDraft
  readonly condition?: string
}

const conditionLead =
  /(?:\b(?:at|under|in|below|above|near|between|after|for|from|within|up to|down to)\s(?:(?:a|an|the)\s)?(?:(?:temperature|pressure|potential|voltage|relative humidity|frequency|load|rate|scan rate|current density)s?\s(?:of\s)?)?(?:about |approximately |around |roughly |only )?)$/i
/** From here on a sentence speaks of something else that its subject is held against. */
const comparison = /\b(?:compared (?:with|to)|versus|instead of|in contrast to|as against)\b[^.;]*$/i
/** Everything up to the last break between clauses. */
const clauseBreak = /^.*(?:;|,? (?:whereas|while|but|because|although|and the)\s)/s
/** What follows these is said of something else than what stands before. */
const contrast = /,? (?:whereas|while|but)\s[^;]*$/
/** `3 mol% Y2O3`: an addition, not what bears the properties of the whole. */
const addition = /(?:%|percent|ppm|phr)\s(?:of\s)?(?:the\s)?$/
const conditionUnit = /^(?:K|s|Hz|V|s\^-1|Pa|m\^-3 mol)$/

/**
 * Reads property, material and condition of a value from its sentence: the nearest property before it (`the hardness of B4C is
 * about 30 GPa`) that fits its unit, the material that bears that property, else the nearest material before the value.
 * A value that itself stands as a condition (`at 80 °C`) is about nothing; it is the condition of the values of its sentence.
 */
export function describeQuantities(
  text: string,
  sentence: TextSpan,
  quantities: readonly FoundQuantity[],
  mentions: readonly MentionDraft[],
): QuantityDescription[] {
  const respective = matchRespectively(text, sentence, quantities, mentions)
  const conditions = quantities.filter((quantity) => !respective.has(quantity) && isCondition(text, sentence, quantity))
  const all = mentions.flatMap(({ entity, start, end }) =>
    entity.type === 'Property' ? [{ start, end, name: entity.key, entity }] : [],
  )
  return quantities.map((quantity) => {
    if (conditions.includes(quantity)) return {}
    const clauseStart = sentence.start + text.slice(sentence.start, quantity.start).lastIndexOf(';') + 1
    const property = chooseProperty(
      text,
      quantity,
      all.filter(({ start }) => start >= clauseStart),
    )
    const name = property?.entity.name ?? literalProperty(text, quantity)
    const material =
      respective.get(quantity) ?? bearer(text, mentions, quantity, { property, isNamed: name !== undefined })
    const condition = conditions.find((other) => other.start >= clauseStart && isNear(text, quantity, other))
    return {
      ...(name === undefined ? {} : { property: name }),
      ...(material === undefined ? {} : { material }),
      ...(condition === undefined ? {} : { condition: conditionText(text, sentence, condition) }),
    }
  })
}

/** `a diameter of about 5 µm`: words too general for an entity still say what the number is. */
function literalProperty(text: string, quantity: FoundQuantity): string | undefined {
  const word = /([a-z]{4,})\s(?:of|is|was|are|=)\s(?:about |approximately |around |roughly |up to |only |over )?$/.exec(
    text.slice(Math.max(0, quantity.start - 40), quantity.start),
  )?.[1]
  return word !== undefined && headOf([foldWord(word)])?.type === 'Property' ? foldWord(word) : undefined
}

function isCondition(text: string, sentence: TextSpan, quantity: FoundQuantity): boolean {
  // `50 % RH` says in which air.
  if (quantity.unit === '%' && /^\s?(?:RH\b|relative humidity)/.test(text.slice(quantity.end, quantity.end + 20)))
    return true
  const before = text.slice(sentence.start, quantity.start)
  // `rose from 5.4 GPa to 6.1 GPa`: the beginning of a change is a value like its end.
  if (/\bfrom\s(?:about |approximately |around )?$/.test(before) && speaksOfChange(before)) return false
  const si = parseUnit(quantity.unit)?.si
  if (si === undefined || !conditionUnit.test(si)) return false
  return conditionLead.test(text.slice(Math.max(sentence.start, quantity.start - 60), quantity.start))
}

function conditionText(text: string, sentence: TextSpan, quantity: FoundQuantity): string {
  const lead = conditionLead.exec(text.slice(Math.max(sentence.start, quantity.start - 60), quantity.start))?.[0] ?? ''
  return text.slice(quantity.start - lead.length, quantity.end).trim()
}

/** A condition belongs to values of its own clause. */
function isNear(text: string, one: TextSpan, other: TextSpan): boolean {
  const between = one.end <= other.start ? text.slice(one.end, other.start) : text.slice(other.end, one.start)
  return between.length < 120 && !/;|\b(?:whereas|while|but)\b/.test(between)
}

function bearer(
  text: string,
  mentions: readonly MentionDraft[],
  quantity: FoundQuantity,
  { property, isNamed }: { property: TextSpan | undefined; isNamed: boolean },
): EntityDraft | undefined {
  const materials = mentions.filter((mention) => mention.entity.type === 'Material')
  if (comparison.test(text.slice(property?.end ?? Math.max(0, quantity.start - 80), quantity.start))) {
    // `about 2 %, compared with less than 1 % for most crystalline alloys`: the value of another material, or of nobody knows.
    return materials.find(
      (mention) =>
        mention.start >= quantity.end &&
        /^\s(?:of|for|in)\s(?:[\p{Ll}-]+\s){0,3}$/u.test(text.slice(quantity.end, mention.start)),
    )?.entity
  }
  if (property !== undefined) {
    const owner = materials.find(
      (mention) =>
        mention.start >= property.end &&
        /^\s(?:of|for|in)\s(?:[\p{Ll}-]+\s){0,3}$/u.test(text.slice(property.end, mention.start)),
    )
    if (owner !== undefined) return owner.entity
  } else if (/wt|vol|at|mol|mass/.test(quantity.unit)) {
    // `3 mol% Y2O3`, `40 wt% of silica`.
    const share = materials.find(
      (mention) =>
        mention.start >= quantity.end && /^\s(?:of\s(?:the\s)?)?$/.test(text.slice(quantity.end, mention.start)),
    )
    if (share !== undefined) return share.entity
  }
  // `Nd2Fe14B (7.3 T)`.
  const named = materials.find(({ end }) => /^\s?\($/.test(text.slice(end, quantity.start)))
  if (named !== undefined) return named.entity
  const before = materials.filter(
    ({ start, end }) => end <= quantity.start && !addition.test(text.slice(Math.max(0, start - 20), start)),
  )
  // Without a property to tell what is measured, a value belongs to what was named last, or to nothing.
  const last = mentions.findLast(({ end }) => end <= quantity.start)
  if (!isNamed && last !== before.at(-1)) return undefined
  // The head of the clause bears it: `Titanium is a light metal with a density of 4.5 g cm−3`.
  const clause = text.slice(before[0]?.start ?? quantity.start, quantity.start)
  const clauseStart = quantity.start - clause.length + (clauseBreak.exec(clause)?.[0].length ?? 0)
  const own = before.find((mention) => mention.start >= clauseStart)
  return (own ?? (contrast.test(clause) ? undefined : before.at(-1)))?.entity
}
