import { InvalidArgumentError } from 'commander'

/** A commander parser for whole numbers of at least `minimum`. */
export function parseCount(minimum: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!Number.isInteger(value) || value < minimum) {
      throw new InvalidArgumentError(`Expected a whole number of at least ${minimum}, got "${text}".`)
    }
    return value
  }
}
