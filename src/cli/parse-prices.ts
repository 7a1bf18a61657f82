import { InvalidArgumentError } from 'commander'
import type { Prices } from './report-estimate.ts'

/** `0.15,0.60`: prices of a million tokens read and written. */
export function parsePrices(text: string): Prices {
  const [input = Number.NaN, output = Number.NaN, ...others] = text.split(',').map(Number)
  if (others.length > 0 || !(input >= 0) || !(output >= 0)) {
    throw new InvalidArgumentError('Expected two prices of a million tokens, in and out, such as 0.15,0.60.')
  }
  return { input, output }
}
