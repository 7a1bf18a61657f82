/** The value of a number as printed: `1,200`, `1.6 × 10−6`, `− 0.4`, `10⁻³`, `0:513`; two for `(0.46 ± 0.11) × 10−10`, its bounds. */
export function readNumber(printed: string): number[] {
  const spread = /^\(([^±→)]*?)\s?(±|→|to|[–−-])\s?([^)]*)\)(.*)$/s.exec(printed)
  if (spread !== null) {
    const [, one = '', link, other = '', power = ''] = spread
    const first = readOne(one + power)
    const second = readOne(other + power)
    return link === '±' ? [tidy(first - second), tidy(first + second)] : [first, second]
  }
  return [readOne(printed)]
}

/** Without the last digits that binary fractions add. */
export function tidy(value: number): number {
  return Number(value.toPrecision(12))
}

function readOne(printed: string): number {
  const plain = printed
    .replaceAll(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (digits) => `^${digits.normalize('NFKC')}`)
    .replaceAll(/[−–]/g, '-')
    .replaceAll(/\s/g, '')
    .replace(/^\+/, '')
    .replaceAll(/,(?=\d{3})/g, '')
    .replace(/\(\d{1,2}\)$/, '')
    .replace(':', '.')
  const scientific = /^(-?[\d.]+)[×x·⋅]10\^?(-?\d+)$/.exec(plain)
  if (scientific !== null) return Number(`${scientific[1]}e${scientific[2]}`)
  const exponent = /^(-?[\d.]+)[eE]([+-]?\d+)$/.exec(plain)
  if (exponent !== null) return Number(`${exponent[1]}e${exponent[2]}`)
  const powerOfTen = /^(-?)10(?:\^(-?\d+)|(-\d+))$/.exec(plain)
  if (powerOfTen !== null) return (powerOfTen[1] === '-' ? -1 : 1) * Number(`1e${powerOfTen[2] ?? powerOfTen[3]}`)
  return Number(plain)
}
