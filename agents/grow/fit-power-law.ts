/** With fewer degrees than this a tail has no shape. */
const fewestInTail = 10

/**
 * The exponent of the tail of degrees by maximum likelihood, its beginning chosen where the fit is nearest (Clauset, Shalizi
 * and Newman, arXiv 0706.1062, equations 3.7 and 3.9, in the approximation for whole numbers). Both 0 where no tail is long enough.
 */
export function fitPowerLaw(degrees: readonly number[]): { readonly exponent: number; readonly distance: number } {
  const positive = degrees.filter((degree) => degree > 0).toSorted((a, b) => a - b)
  let best = { exponent: 0, distance: 0 }
  for (const start of new Set(positive)) {
    const tail = positive.filter((degree) => degree >= start)
    if (tail.length < fewestInTail) break
    const logs = tail.reduce((sum, degree) => sum + Math.log(degree / (start - 0.5)), 0)
    const exponent = 1 + tail.length / logs
    const distance = Math.max(
      ...tail.map((degree, index) => {
        const expected = 1 - ((degree + 0.5) / (start - 0.5)) ** (1 - exponent)
        return tail[index + 1] === degree ? 0 : Math.abs((index + 1) / tail.length - expected)
      }),
    )
    if (best.exponent === 0 || distance < best.distance) best = { exponent, distance }
  }
  return best
}
