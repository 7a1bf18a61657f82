import type { TextSpan } from '#core/pair.ts'
import { foldWord } from '#graph/resolve/fold-word.ts'
import { headOf } from './lexicon/head-nouns.ts'
import type { FoundQuantity } from './find-quantities.ts'
import type { EntityDraft, MentionDraft } from './find-mentions.ts'
import { parseUnit } from './units.ts'

/** What a quantity probably is about: suggestions from its sentence, none where the sentence does not say. */
export interface QuantityDescription {
  readonly property?: string
  readonly material?: EntityDraft
  readonly condition?: string
}

/** Kinds of property by the SI unit of the value: a value in Pa is no density. */
const fitting: readonly (readonly [RegExp, RegExp])[] = [
  [/^Pa$/, /strength|modulus|hardness|stress|pressure|stiffness|toughness|strain energy|microhardness/],
  [/^Pa m\^0\.5$/, /toughness|intensity|resistance/],
  [/^J m\^-2$/, /energy|work|toughness|resistance|tension|strength/],
  [/^K$/, /temperature|point|transition|heat|stability|undercooling/],
  [
    /^m$/,
    /size|thickness|width|length|diameter|radius|height|depth|spacing|distance|wavelength|roughness|path|parameter|constant|gap/,
  ],
  [/^S m\^-1$/, /conductivity/],
  [/^Ω m$/, /resistivity|resistance/],
  [/^W m\^-1 K\^-1$/, /conductivity/],
  [/^V$/, /voltage|potential|overpotential|window|polarisation/],
  [/^V K\^-1$/, /seebeck|thermopower/],
  [/^J$/, /energy|gap|barrier|enthalpy|work/],
  [/^J mol\^-1$/, /energy|enthalpy|barrier|heat/],
  [/^C kg\^-1$/, /capacity/],
  [/^C m\^-2$|^A m\^-2$/, /current|polarisation|density/],
  [/^K\^-1$/, /expansion|coefficient/],
  [/^m\^-3 kg$|^kg m\^-3$/, /density|concentration|loading/],
  [/^s$/, /time|life|duration|period/],
  [/^J kg\^-1$/, /energy|heat|capacity|density|enthalpy/],
  [/^W kg\^-1$|^W m\^-2$/, /power|flux/],
  [/^m\^2 kg\^-1$/, /area/],
  [/^m\^2 s\^-1$/, /diffusivity|coefficient/],
]
const conditionLead =
  /(?:\b(?:at|under|in|below|above|near|between|after|for|from|within|up to|down to)\s(?:(?:a|an|the)\s)?(?:(?:temperature|pressure|potential|voltage|relative humidity|frequency|load|rate|scan rate|current density)s?\s(?:of\s)?)?(?:about |approximately |around |roughly |only )?)$/i
/** Everything up to the last break between clauses. */
const clauseBreak = /^.*(?:;|,? (?:whereas|while|but|because|although|and the)\s)/s
const conditionUnit = /^(?:K|s|Hz|V|s\^-1|Pa|m\^-3 mol)$/
const proportion = /^(?:%|wt|vol|at|mol|mass)/

/**
 * Reads property, material and condition of a value from its sentence: the nearest property before it (`the hardness of B4C is
 * about 30 GPa`) that fits its unit, the material that bears that property, else the nearest material before the value.
 * A value that itself stands as a condition (`at 80 °C`) is about nothing; it is the condition of the values of its sentence.
 */
export function describeQuantity(
  text: string,
  sentence: TextSpan,
  quantity: FoundQuantity,
  { mentions, others }: { mentions: readonly MentionDraft[]; others: readonly FoundQuantity[] },
): QuantityDescription {
  if (isCondition(text, sentence, quantity)) return {}
  const clauseStart = Math.max(sentence.start, text.lastIndexOf(';', quantity.start) + 1)
  const property = nearestProperty(mentions, quantity, clauseStart)
  const name = property?.entity.name ?? literalProperty(text, quantity)
  const material = bearer(text, mentions, quantity, property)
  const condition = others.find(
    (other) =>
      other !== quantity &&
      other.start >= clauseStart &&
      isCondition(text, sentence, other) &&
      isNear(text, quantity, other),
  )
  return {
    ...(name === undefined ? {} : { property: name }),
    ...(material === undefined ? {} : { material: material.entity }),
    ...(condition === undefined ? {} : { condition: conditionText(text, sentence, condition) }),
  }
}

/** `a diameter of about 5 µm`: words too general for an entity still say what the number is. */
function literalProperty(text: string, quantity: FoundQuantity): string | undefined {
  const word = /([a-z]{4,})\s(?:of|is|was|are|=)\s(?:about |approximately |around |roughly |up to |only |over )?$/.exec(
    text.slice(Math.max(0, quantity.start - 40), quantity.start),
  )?.[1]
  return word !== undefined && headOf([foldWord(word)])?.type === 'Property' ? foldWord(word) : undefined
}

function isCondition(text: string, sentence: TextSpan, quantity: FoundQuantity): boolean {
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

function nearestProperty(
  mentions: readonly MentionDraft[],
  quantity: FoundQuantity,
  from: number,
): MentionDraft | undefined {
  const properties = mentions.filter((mention) => mention.entity.type === 'Property' && mention.start >= from)
  const meaning = parseUnit(quantity.unit)
  const before = properties.filter((mention) => mention.end <= quantity.start).reverse()
  const after = properties.filter((mention) => mention.start >= quantity.end && mention.start - quantity.end < 25)
  const ordered = [...before, ...after]
  if (meaning === undefined || meaning.si === '1') {
    // A share is the value of whatever stands right before it.
    if (proportion.test(quantity.unit) && /wt|vol|at|mol|mass/.test(quantity.unit))
      return ordered.find((mention) =>
        /content|fraction|concentration|loading|composition|porosity/.test(mention.entity.key),
      )
    return before.find((mention) => quantity.start - mention.end < 70)
  }
  const row = fitting.find(([unit]) => unit.test(meaning.si))
  if (row === undefined) return before.find((mention) => quantity.start - mention.end < 70)
  return ordered.find((mention) => row[1].test(mention.entity.key))
}

function bearer(
  text: string,
  mentions: readonly MentionDraft[],
  quantity: FoundQuantity,
  property: MentionDraft | undefined,
): MentionDraft | undefined {
  const materials = mentions.filter((mention) => mention.entity.type === 'Material')
  if (property !== undefined) {
    const owner = materials.find(
      (mention) =>
        mention.start >= property.end &&
        /^\s(?:of|for|in)\s(?:[\p{Ll}-]+\s){0,3}$/u.test(text.slice(property.end, mention.start)),
    )
    if (owner !== undefined) return owner
  } else if (/wt|vol|at|mol|mass/.test(quantity.unit)) {
    // `3 mol% Y2O3`, `40 wt% of silica`.
    const share = materials.find(
      (mention) => mention.start >= quantity.end && /^\s(?:of\s)?$/.test(text.slice(quantity.end, mention.start)),
    )
    if (share !== undefined) return share
  }
  const before = materials.filter((mention) => mention.end <= quantity.start)
  // The head of the clause bears it: `Titanium is a light metal with a density of 4.5 g cm−3`.
  const clause = text.slice(before[0]?.start ?? quantity.start, quantity.start)
  const clauseStart = quantity.start - clause.length + (clauseBreak.exec(clause)?.[0].length ?? 0)
  return before.find((mention) => mention.start >= clauseStart) ?? before.at(-1)
}
