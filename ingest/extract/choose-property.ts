import type { TextSpan } from '#core/pair.ts'
import { parseUnit } from './units.ts'

/** A property where it stands in a text; `name` in lower case. */
export interface PlacedProperty extends TextSpan {
  readonly name: string
}

/** Kinds of property by the SI unit of the value: a value in Pa is no density. The first row that fits the unit counts. */
const kinds: readonly (readonly [unit: RegExp, name: RegExp])[] = [
  [/^Pa$/, /strength|modul|hardness|stress|pressure|stiffness|toughness|strain energy|yield|\be\b/],
  [/^Pa m\^0\.5$/, /toughness|intensity|resistance|\bk(?:ic)?\b/],
  [/^J m\^-2$/, /energy|work|toughness|resistance|tension|strength|\bg(?:ic)?\b/],
  [/^K$/, /temperature|\bpoint|transition|heat|stability|undercooling|\bt[gmc]?\b/],
  [/^(?:K s\^-1|s\^-1 K)$/, /rate|heating|cooling|ramp/],
  [
    /^m$/,
    /size|thick|width|length|diameter|radi(?:us|i)|height|depth|spacing|distance|wavelength|roughness|path|parameter|constant|gap|position|long|wide|deep|dimension|resolution|scale|deflection|displacement|opening|pitch/,
  ],
  [/^m\^2$/, /area|size|section/],
  [/^m\^3$/, /volume|amount|size/],
  [/^m\^-1$/, /wavenumber|peak|band|shift|position|mode|coefficient|range|resolution/],
  [/^m\^-3$|^m\^-2$/, /density|densities|concentration|level|dop|dose|fluence|content/],
  [/^S m\^-1$/, /conductivit|σ/],
  [/^Ω m$/, /resistivit|resistance/],
  [/^Ω(?: m\^2)?$/, /resistance|impedance|asr|hfr|\br\w*\b/],
  [/^W m\^-1 K\^-1$/, /conductivit/],
  [/^V$/, /voltage|potential|overpotential|window|polari[sz]ation|ocv|onset|bias|increment|step|offset|\b[eu]\b/],
  [/^V s\^-1$|^m\^2 kg s\^-4 A\^-1$/, /rate|sweep|speed|ramp/],
  [/^V K\^-1$/, /seebeck|thermopower/],
  [/^J$/, /energ|gap|barrier|enthalp|work|level|affinity|cut-?off|shift/],
  [/^m\^2 V\^-1 s\^-1$/, /mobilit/],
  [/^J mol\^-1$/, /energ|enthalp|barrier|heat/],
  [/^C kg\^-1$/, /capacit/],
  [/^A m\^-2$|^m\^-2 A$|^m\^-2 A/, /current|density|densities|load|\bj\b/],
  [/^A$/, /current/],
  [/^A kg\^-1$|^kg\^-1 A$/, /activit|current/],
  [/^C m\^-2$/, /charge|polari[sz]ation|density/],
  [/^K\^-1$/, /expansion|coefficient/],
  [/^m\^-3 kg$|^kg m\^-3$/, /density|densities|concentration|loading|content/],
  [/^m\^-2 kg$|^kg m\^-2$/, /loading|weight|mass|density|content/],
  [/^kg$/, /mass|weight|amount|quantit|loading/],
  [/^(?:kg )?mol\^-1(?: kg)?$|^kg mol\^-1$/, /weight|mass/],
  [/^m\^-3 mol$/, /concentration|molarit|content/],
  [/^m\^3 s\^-1$/, /flow|rate|flux/],
  [/^m s\^-1$/, /speed|velocit|rate/],
  [/^s$/, /time|life|duration|period|dwell|hold|\bage|interval|length|long/],
  [/^s\^-1$/, /frequenc|rate|speed|rotation|range|bandwidth/],
  [/^J kg\^-1$/, /energ|heat|capacit|density|enthalp/],
  [/^W$/, /power|load|rating/],
  [/^W kg\^-1$|^W m\^-2$/, /power|flux|irradiance|intensit|performance|activit/],
  [/^m\^2 kg\^-1$/, /area|ecsa|surface/],
  [/^m\^2 s\^-1$/, /diffusi|coefficient|viscosit/],
  [/^N$/, /load|force/],
  [/^F\b/, /capacit/],
  [/^T$/, /field|flux|induction/],
  [/^Pa s$/, /viscosit/],
]
const ratio =
  /humidit|\brh\b|efficienc|content|fraction|concentration|loss|yield|increase|decrease|reduction|retention|porosit|purit|strain|elongation|coverage|utili[sz]ation|degradation|ratio|transmi|reflect|absor|loading|composition|percent|\bwt\b|\bvol\b|error|deviation|uncertaint|crystallinit|amplitude|weight|change|variation|conversion|selectivit|probabilit|amount|volume|proportion|share|\bph\b|factor|number|index|exponent|coefficient|count|cycles/
/** What stands between a property and its value where it says that the one is the other. */
const states =
  /^\s?(?:\([^()]{0,30}\)\s?)?(?:of|is|was|are|were|=|:|¼|≈|~|∼|>|<|reache[sd]|(?:was|is|are|were) (?:found|measured|estimated|determined|set|kept|varied) (?:to be |at |to |between )?|in the range(?: of)?|from|between)?\s?(?:about|approximately|around|up to|over|only|as (?:low|high) as|roughly|nearly|in the range(?: of)?|between|from)?\s?$/
/** A value after these is a condition of what was said before. */
const conditional =
  /\b(?:at|under|after|for|with|using|by|in|per|within|during|containing)\s(?:an?\s|the\s)?(?:about |approximately |around )?$/

/**
 * Which of the properties of its sentence a value belongs to: the one that fits its unit and stands nearest, before it
 * (`the hardness of B4C is about 30 GPa`) or right behind it (`100 % relative humidity`). Undefined where none is likely.
 */
export function chooseProperty<T extends PlacedProperty>(
  text: string,
  value: TextSpan & { readonly unit: string },
  properties: readonly T[],
): T | undefined {
  const fits = fitOf(value.unit)
  let best: T | undefined
  let bestScore = 0
  for (const property of properties) {
    const score = 1.2 + fits(property.name) + nearness(text, value, property)
    if (score > bestScore) {
      best = property
      bestScore = score
    }
  }
  return best
}

/** How well a property fits a unit: 1 where it is of its kind, -1.5 where it is of another kind, 0 where its name says nothing. */
function fitOf(unit: string): (name: string) => number {
  const si = parseUnit(unit)?.si
  const isRatio = si === '1' || unit === ''
  const row = si === undefined || isRatio ? undefined : kinds.find(([kind]) => kind.test(si))
  const own = isRatio ? ratio : row?.[1]
  return (name) => {
    if (own?.test(name) === true) return 1
    const isOther = kinds.some(([, other]) => other !== own && other.test(name)) || (!isRatio && ratio.test(name))
    return isOther && own !== undefined ? -1.5 : 0
  }
}

function nearness(text: string, value: TextSpan, property: TextSpan): number {
  if (property.start < value.end && value.start < property.end) return 1.5
  if (property.start >= value.end) {
    const between = text.slice(value.end, property.start)
    if (/^[\s-]{0,2}$/.test(between)) return 1
    return /^\s(?:of|in)\s(?:the\s)?$|^\s\p{Ll}+\s$/u.test(between) ? -0.2 : -1.5 - between.length / 40
  }
  const between = text.slice(property.end, value.start)
  if (states.test(between)) return 1
  const breaks = (between.match(/;|,? (?:whereas|while|but|because)\s/g) ?? []).length
  return -between.length / 90 - 0.8 * breaks - (conditional.test(between) ? 0.8 : 0)
}
