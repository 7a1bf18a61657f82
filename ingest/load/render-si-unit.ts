import { siPrefixes, siUnits } from './latex-signs.ts'

/**
 * A unit as the LaTeX package siunitx writes it, in macros (`\mega\pascal\per\metre\squared`) or literally (`kg.m^{-3}`),
 * as one line: `MPa m−2`. What it does not know stays as it is.
 */
export function renderSiUnit(source: string): string {
  const parts: string[] = []
  let prefix = ''
  let sign = ''
  let power = ''
  const raise = (exponent: string): void => {
    const last = parts.pop()
    if (last !== undefined) parts.push(`${last.replace(/−1$/, '−')}${exponent}`)
  }
  for (const [, macro, argument, exponent, literal] of source.matchAll(
    /\\([A-Za-z]+)(?:\s*\{([^{}]*)\})?|\^\{?([−-]?\d+)\}?|([^\\^.~\s{}]+)/g,
  )) {
    if (exponent !== undefined) raise(exponent.replace('-', '−'))
    else if (literal !== undefined) parts.push(literal)
    else if (macro === 'per') sign = '−'
    else if (macro === 'squared' || macro === 'cubed') raise(macro === 'squared' ? '2' : '3')
    else if (macro === 'square' || macro === 'cubic') power = macro === 'square' ? '2' : '3'
    else if (macro === 'tothe' || macro === 'raiseto') raise(argument ?? '')
    else if (macro !== undefined && siPrefixes.has(macro)) prefix = siPrefixes.get(macro) ?? ''
    else if (macro !== undefined) {
      const unit = prefix + (siUnits.get(macro) ?? macro)
      parts.push(`${unit}${sign}${sign !== '' && power === '' ? '1' : power}`)
      prefix = ''
      sign = ''
      power = ''
    }
  }
  return parts.join(' ')
}
