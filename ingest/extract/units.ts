import { escapeRegExp } from '#core/escape-reg-exp.ts'

/** Exponents of m, kg, s, A, K, mol, cd. */
type Dimensions = readonly [number, number, number, number, number, number, number]

interface UnitSymbol {
  readonly factor: number
  readonly offset: number
  readonly dimensions: Dimensions
}

/** What a printed unit means: SI value = printed value x factor + offset. */
export interface UnitMeaning {
  readonly factor: number
  readonly offset: number
  /** In base and named coherent SI units: `Pa`, `S m^-1`, `Pa m^0.5`; `1` for a ratio. */
  readonly si: string
}

const baseNames = ['m', 'kg', 's', 'A', 'K', 'mol', 'cd'] as const
const prefixFactors: Readonly<Record<string, number>> = {
  f: 1e-15,
  p: 1e-12,
  n: 1e-9,
  μ: 1e-6,
  µ: 1e-6,
  u: 1e-6,
  m: 1e-3,
  c: 1e-2,
  d: 1e-1,
  h: 1e2,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
}

/** `symbols prefixes factor m kg s A K mol cd [offset]`; `-` for no prefixes. */
const rows = `
m fpnμµumcdk 1 1 0 0 0 0 0 0|g pnμµumk 1e-3 0 1 0 0 0 0 0|t - 1e3 0 1 0 0 0 0 0
s fpnμµum 1 0 0 1 0 0 0 0|sec - 1 0 0 1 0 0 0 0|min,mins,minute,minutes - 60 0 0 1 0 0 0 0|h,hr,hrs,hour,hours - 3600 0 0 1 0 0 0 0
day,days,d - 86400 0 0 1 0 0 0 0|week,weeks - 604800 0 0 1 0 0 0 0|month,months - 2629800 0 0 1 0 0 0 0|year,years,yr - 31557600 0 0 1 0 0 0 0
A fpnμµumkM 1 0 0 0 1 0 0 0|K nμµumk 1 0 0 0 0 1 0 0|kelvin,Kelvin,kelvins - 1 0 0 0 0 1 0 0|mol pnμµumk 1 0 0 0 0 0 1 0|cd - 1 0 0 0 0 0 0 1
Hz μµumkMGT 1 0 0 -1 0 0 0 0|N pnμµumkM 1 1 1 -2 0 0 0 0|Pa μµumkMGhT 1 -1 1 -2 0 0 0 0|J fpnμµumkMGT 1 2 1 -2 0 0 0 0|W fpnμµumkMGT 1 2 1 -3 0 0 0 0
C pnμµumk 1 0 0 1 1 0 0 0|V nμµumkM 1 2 1 -3 -1 0 0 0|F fpnμµum 1 -2 -1 4 2 0 0 0|Ω,Ω,ohm nμµumkMGT 1 2 1 -3 -2 0 0 0|S pnμµumk 1 -2 -1 3 2 0 0 0
T mnμµ 1 0 1 -2 -1 0 0 0|L,l pnμµumcd 1e-3 3 0 0 0 0 0 0|eV μµumkMG 1.602176634e-19 2 1 -2 0 0 0 0|Wh mkMGT 3600 2 1 -2 0 0 0 0|Ah mμµuk 3600 0 0 1 1 0 0 0
bar mμµnkM 1e5 -1 1 -2 0 0 0 0|atm - 101325 -1 1 -2 0 0 0 0|Torr,torr mμµn 133.322368 -1 1 -2 0 0 0 0|mmHg - 133.322368 -1 1 -2 0 0 0 0|psi kM 6894.757 -1 1 -2 0 0 0 0
cal k 4.184 2 1 -2 0 0 0 0|M mnμµu 1e3 -3 0 0 0 0 1 0|Å - 1e-10 1 0 0 0 0 0 0|Da k 1.66053907e-27 0 1 0 0 0 0 0|D - 0 0 0 0 0 0 0 0
°C,◦C,℃,ºC,oC,˚C,° C,◦ C,º C,˚ C - 1 0 0 0 0 1 0 0 273.15|°,◦,º,deg,degrees,degree - 0.017453292519943 0 0 0 0 0 0 0|rad m 1 0 0 0 0 0 0 0|%,percent - 0.01 0 0 0 0 0 0 0
wt %,vol %,at %,mol %,wt. %,at. %,vol. %,mass %,Vol.%,Vol%,Wt%,At%,wt%,wt.%,wt.-%,wt.\u00a0%,wt,mass%,vol%,vol.%,at%,at.%,mol%,mol.%,mole%,m/m%,v/v%,w/w%,wt-%,at-%,vol-%,mol-%,mass-%,at.-%,vol.-%,mol.-%,mass.-%,w%,wt. percent,at. percent,vol. percent,mol percent,wt percent,at percent,vol percent - 0.01 0 0 0 0 0 0 0|ppm,wppm,appm,ppmw,ppmv,vpm,wt. ppm,wt ppm,at. ppm,at ppm,mass ppm,mol ppm - 1e-6 0 0 0 0 0 0 0|ppb - 1e-9 0 0 0 0 0 0 0
rpm - 0.016666666666667 0 0 -1 0 0 0 0|cycles,cycle - 1 0 0 0 0 0 0 0|sccm - 1.6666667e-8 3 0 -1 0 0 0 0|dec,decade - 1 0 0 0 0 0 0 0|µB,μB - 9.274e-24 2 0 0 1 0 0 0
Ohm,ohms µμumkM 1 2 1 -3 -2 0 0 0|H nμµum 1 2 1 -2 -2 0 0 0|Ry,Rydberg - 2.1798723611e-18 2 1 -2 0 0 0 0|Hartree - 4.3597447222e-18 2 1 -2 0 0 0 0|Bohr,bohr - 5.29177210903e-11 1 0 0 0 0 0 0|dpa - 1 0 0 0 0 0 0 0|phr - 0.01 0 0 0 0 0 0 0
RPM - 0.016666666666667 0 0 -1 0 0 0 0|rev,r,revolutions,counts,cps - 1 0 0 0 0 0 0 0|Sv mμµ 1 2 0 -2 0 0 0 0|Ci mμµ 3.7e10 0 0 -1 0 0 0 0|cSt - 1e-6 2 0 -1 0 0 0 0|cc - 1e-6 3 0 0 0 0 0 0|tex dk 1e-6 -1 1 0 0 0 0 0|°F,◦F,ºF,° F - 0.555555555555556 0 0 0 0 1 0 0 255.372222222222
MGOe - 7957.747 -1 1 -2 0 0 0 0|f.u. - 1 0 0 0 0 0 0 0|arcsec - 4.84813681e-6 0 0 0 0 0 0 0|arcmin - 2.90888209e-4 0 0 0 0 0 0 0|mdeg - 1.7453293e-5 0 0 0 0 0 0 0|eq m 1 0 0 0 0 0 1 0|bara,barg - 1e5 -1 1 -2 0 0 0 0|slpm,slm,SLPM,NLPM - 1.6666667e-5 3 0 -1 0 0 0 0|Wp kM 1 2 1 -3 0 0 0 0|P c 0.1 -1 1 -1 0 0 0 0|A\u030a,A˚,A ˚,°A,˚A,◦A,° A,◦ A,˚ A - 1e-10 1 0 0 0 0 0 0
dyn - 1e-5 1 1 -2 0 0 0 0|erg - 1e-7 2 1 -2 0 0 0 0|emu - 1e-3 2 0 0 1 0 0 0|Bq kMG 1 0 0 -1 0 0 0 0|lx - 1 -2 0 0 0 0 0 1|VA k 1 2 1 -3 0 0 0 0|sun,suns - 1000 0 1 -3 0 0 0 0|dB - 1 0 0 0 0 0 0 0|pixel,pixels,px - 1 0 0 0 0 0 0 0
weight percent,weight %,volume %,mole percent,atomic percent,atomic %,volume percent,weight-% - 0.01 0 0 0 0 0 0 0|HV0.01,HV0.05,HV0.1,HV0.2,HV0.3,HV0.5,HV1,HV2,HV3,HV5,HV10,HV20,HV30,HV,HRA,HRB,HRC,HBW,HB,HK - 1 0 0 0 0 0 0 0|points per decade,st/dec,st/ dec - 1 0 0 0 0 0 0 0|ksi - 6894757 -1 1 -2 0 0 0 0
kgf - 9.80665 1 1 -2 0 0 0 0|lb,lbs - 0.45359237 0 1 0 0 0 0 0|inch,in.,inches - 0.0254 1 0 0 0 0 0 0|Oe k 79.5774715 -1 0 0 1 0 0 0|G k 1e-4 0 1 -2 -1 0 0 0
□,sq - 1 0 0 0 0 0 0 0|Gy mk 1 2 0 -2 0 0 0 0|Barrer,barrer - 3.35e-16 -1 -1 1 0 0 1 0|GPU - 3.35e-10 -2 -1 1 0 0 1 0
molar - 1e3 -3 0 0 0 0 1 0|micron,microns - 1e-6 1 0 0 0 0 0 0|atmosphere,atmospheres - 101325 -1 1 -2 0 0 0 0|electron volt,electron volts - 1.602176634e-19 2 1 -2 0 0 0 0|degree Celsius,degrees Celsius,degree celsius,degrees celsius,degree C,degrees C - 1 0 0 0 0 1 0 0 273.15`

const symbols = new Map<string, UnitSymbol>(
  rows
    .trim()
    .split(/[|\n]/)
    .flatMap((row) => {
      // Names may hold a space (`wt %`): prefixes are the last word before the factor.
      const [, names = '', prefixes = '-', factorText = '1', rest = ''] =
        /^(.+?) ([a-zA-Zμµ]+|-) (\d\S*) (.+)$/.exec(row) ?? []
      const numbers = rest.split(' ')
      const [m = 0, kg = 0, s = 0, a = 0, k = 0, mol = 0, cd = 0, offset = 0] = numbers.map(Number)
      const dimensions: Dimensions = [m, kg, s, a, k, mol, cd]
      const factor = Number(factorText)
      return names.split(',').flatMap((name) => {
        const plain = [name, { factor, offset, dimensions }] as const
        const prefixed =
          prefixes === '-'
            ? []
            : [...prefixes].map(
                (prefix) =>
                  [`${prefix}${name}`, { factor: factor * (prefixFactors[prefix] ?? 1), offset, dimensions }] as const,
              )
        return [...prefixed, plain]
      })
    }),
)

/** Units that are written out, by their symbol; each may have a prefix that is written out, too. */
const words =
  'metre m,meter m,gram g,gramme g,second s,ampere A,amp A,volt V,watt W,joule J,newton N,pascal Pa,hertz Hz,litre L,liter L,' +
  'mole mol,tesla T,Tesla T,electronvolt eV,farad F,coulomb C,siemens S,ohm Ω'
const wordPrefixes = 'femto f,pico p,nano n,micro μ,milli m,centi c,deci d,kilo k,mega M,giga G,tera T'
const pairsOf = (list: string): string[][] => list.split(',').map((pair) => pair.split(' '))
for (const [word = '', symbol = ''] of pairsOf(words)) {
  const unit = symbols.get(symbol)
  if (unit === undefined) continue
  for (const [prefix = '', sign = ''] of [['', ''], ...pairsOf(wordPrefixes)]) {
    const prefixed = { ...unit, factor: unit.factor * (prefixFactors[sign] ?? 1) }
    for (const ending of ['', 's']) symbols.set(prefix + word + ending, prefixed)
  }
}
const written = `(?:${pairsOf(wordPrefixes)
  .map(([prefix]) => prefix)
  .join('|')})?(?:${pairsOf(words)
  .map(([word]) => word)
  .join('|')})s?`
const isWritten = new RegExp(`^${written}$`)

/** SI names of dimensions people know by one; anything else is written in base units. */
const named: ReadonlyMap<string, string> = new Map(
  (
    '-1,1,-2,0,0,0,0 Pa|2,1,-2,0,0,0,0 J|2,1,-3,0,0,0,0 W|1,1,-2,0,0,0,0 N|2,1,-3,-1,0,0,0 V|2,1,-3,-2,0,0,0 Ω|-2,-1,3,2,0,0,0 S|-3,-1,3,2,0,0,0 S m^-1|' +
    '3,1,-3,-2,0,0,0 Ω m|-0.5,1,-2,0,0,0,0 Pa m^0.5|1,1,-3,0,-1,0,0 W m^-1 K^-1|0,1,-2,0,0,0,0 J m^-2|0,0,1,1,0,0,0 C|0,-1,1,1,0,0,0 C kg^-1|2,0,-2,0,0,0,0 J kg^-1|' +
    '2,1,-3,-1,-1,0,0 V K^-1|0,1,-3,0,0,0,0 W m^-2|-2,-1,4,2,0,0,0 F|-2,-2,4,2,0,0,0 F kg^-1|2,0,-2,0,-1,0,0 J kg^-1 K^-1|2,1,-2,0,0,-1,0 J mol^-1|0,1,-2,-1,0,0,0 T|' +
    '0,1,-3,0,-1,0,0 W m^-2 K^-1|-4,-1,3,2,0,0,0 S m^-2|4,1,-3,-2,0,0,0 Ω m^2|1,1,-3,-1,0,0,0 V m^-1|1,1,-3,0,-2,0,0 W m^-1 K^-2|0,-2,3,2,0,0,0 S m^2 kg^-1|-1,1,-1,0,0,0,0 Pa s|0,-1,2,1,0,0,0 m^2 V^-1 s^-1'
  )
    .split('|')
    .map((pair) => [pair.slice(0, pair.indexOf(' ')), pair.slice(pair.indexOf(' ') + 1)]),
)

/** Unit symbols as alternatives of a regular expression, longest first. */
export const unitSymbolPattern: string = [...symbols.keys()]
  .filter((symbol) => !isWritten.test(symbol))
  .sort((one, other) => other.length - one.length || (one < other ? -1 : 1))
  .map(escapeRegExp)
  .reduce((all, symbol) => `${all}|${symbol}`, String.raw`${written}(?![A-Za-z%])`)

/** The short ones, which papers print without a space between them. */
export const shortUnitSymbolPattern: string = [...symbols.keys()]
  .filter((symbol) => /^(?:[kmMGμµnc]?(?:g|m|s|A|V|W|J|N|K|S|F|C|L|l|Pa|eV|mol|Ah|Wh|Hz|eq|Ω)|min|h)$/.test(symbol))
  .sort((one, other) => other.length - one.length || (one < other ? -1 : 1))
  .join('|')

const atom = new RegExp(
  String.raw`^(√?)(${unitSymbolPattern})(?:Pt|Ir|cat|PGM|RHE|SHE|NHE)?(?:\^?\(?((?:[−–⁻-]\s?)?[\d.¹²³⁴⁵⁰]+(?:\/\d)?)\)?|\s([123])(?!\d))?`,
)

/** Reads a unit as printed (`W m−1 K−1`, `mAh/g`, `MPa·m^0.5`, `V vs. RHE`); undefined where a part of it is not known. */
export function parseUnit(unit: string): UnitMeaning | undefined {
  let rest = unit
    .replace(/\s(?:vs\.?|versus)\s.*$/, '')
    .replace(/\/\s?\(([^()]*)\)/, '/$1')
    .trim()
  let factor = 1
  let offset = 0
  const dimensions = [0, 0, 0, 0, 0, 0, 0]
  let sign = 1
  let count = 0
  while (rest !== '') {
    const match = atom.exec(rest)
    const symbol = symbols.get(match?.[2] ?? '')
    if (match === null || symbol === undefined) return undefined
    const power =
      sign *
      (match[1] === '√'
        ? 0.5
        : match[4] === undefined
          ? readPower(match[3])
          : count === 0
            ? Number(match[4])
            : -Number(match[4]))
    if (!Number.isFinite(power)) return undefined
    factor *= symbol.factor ** power
    offset = symbol.offset
    for (const [index, exponent] of symbol.dimensions.entries())
      dimensions[index] = (dimensions[index] ?? 0) + exponent * power
    count++
    const separator = /^(?:\s*[·⋅.*×]\s*|\s*\/\s*|\s+)/.exec(rest.slice(match[0].length))?.[0] ?? ''
    sign = separator.includes('/') ? -1 : sign
    rest = rest.slice(match[0].length + separator.length)
  }
  if (count === 0 || factor === 0) return undefined
  return { factor, offset: count === 1 ? offset : 0, si: nameDimensions(dimensions) }
}

function readPower(text: string | undefined): number {
  if (text === undefined) return 1
  const plain = text.normalize('NFKC').replaceAll(/[−–⁻]/g, '-').replaceAll(' ', '')
  const [numerator, denominator] = plain.split('/')
  return Number(numerator) / (denominator === undefined ? 1 : Number(denominator))
}

function nameDimensions(dimensions: readonly number[]): string {
  const rounded = dimensions.map((power) => Math.round(power * 100) / 100 + 0)
  const name = named.get(rounded.join(','))
  if (name !== undefined) return name
  const parts = [1, 0, 2, 3, 4, 5, 6].flatMap((index) => {
    const base = baseNames[index] ?? ''
    const power = rounded[index] ?? 0
    return power === 0 ? [] : [power === 1 ? base : `${base}^${power}`]
  })
  return parts.length === 0 ? '1' : parts.join(' ')
}
