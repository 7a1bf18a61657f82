import type { TextSpan } from '#core/pair.ts'
import { parseUnit } from './units.ts'

/** A property where it stands in a text; `name` in lower case. */
export interface PlacedProperty extends TextSpan {
  readonly name: string
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
const proportion = /^(?:%|wt|vol|at|mol|mass)/

/** Which of the properties of its sentence a value belongs to: the nearest before it that fits its unit. Undefined where none does. */
export function chooseProperty<T extends PlacedProperty>(
  value: TextSpan & { readonly unit: string },
  properties: readonly T[],
): T | undefined {
  const meaning = parseUnit(value.unit)
  const before = properties.filter(({ end }) => end <= value.start).reverse()
  const after = properties.filter(({ start }) => start >= value.end && start - value.end < 25)
  const ordered = [...before, ...after]
  if (meaning === undefined || meaning.si === '1') {
    // A share is the value of whatever stands right before it.
    if (proportion.test(value.unit) && /wt|vol|at|mol|mass/.test(value.unit))
      return ordered.find(({ name }) => /content|fraction|concentration|loading|composition|porosity/.test(name))
    return before.find(({ end }) => value.start - end < 70)
  }
  const row = fitting.find(([unit]) => unit.test(meaning.si))
  if (row === undefined) return before.find(({ end }) => value.start - end < 70)
  return ordered.find(({ name }) => row[1].test(name))
}
