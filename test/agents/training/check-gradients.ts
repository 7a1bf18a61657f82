import { openOnnxSession, type Feed } from '#agents/training/onnx-session.ts'
import { sumAll } from '#agents/training/tape/sum-all.ts'
import { pointwise } from '#agents/training/tape/pointwise.ts'
import { createTape, type Tape, type Value } from '#agents/training/tape/tape.ts'
import { makeRandom } from '#test/make-random.ts'

/**
 * Cosine between the gradient that a tape emits and central differences, in float64, over all inputs together. The
 * output is weighed by random numbers, so that each of its numbers counts differently.
 */
export async function gradientCosine(
  shapes: Readonly<Record<string, readonly number[]>>,
  build: (tape: Tape, inputs: Readonly<Record<string, Value>>) => Value,
  options: { readonly output: readonly number[]; readonly spread?: number; readonly shift?: number },
): Promise<number> {
  const random = makeRandom(7)
  const { spread = 1, shift = 0 } = options
  const draw = (count: number): Float64Array =>
    Float64Array.from({ length: count }, () => shift + spread * (2 * random.next() - 1))
  const tape = createTape('float64')
  const inputs = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, tape.input(name, shape, { isTrained: true })]),
  )
  const weights = tape.input('weights', options.output)
  const loss = sumAll(tape, pointwise(tape).multiply(build(tape, inputs), weights))
  const gradients = tape.gradients(loss, Object.values(inputs))
  const names = Object.keys(shapes)
  const session = await openOnnxSession(
    tape.finish({
      loss: { value: loss, shape: [] },
      ...Object.fromEntries(
        names.map((name, index) => [`d ${name}`, { value: gradients[index]!, shape: shapes[name]! }]),
      ),
    }),
    { threads: 1 },
  )
  const count = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1)
  const feeds: Record<string, Feed> = { weights: { data: draw(count(options.output)), shape: options.output } }
  for (const [name, shape] of Object.entries(shapes)) feeds[name] = { data: draw(count(shape)), shape }
  const emitted = await session.run(feeds)
  const analytic = names.flatMap((name) => [...emitted[`d ${name}`]!])
  const numeric: number[] = []
  for (const name of names) {
    const data = feeds[name]!.data as Float64Array
    for (let index = 0; index < data.length; index++) numeric.push(await slope(data, index))
  }
  await session.close()
  return cosine(analytic, numeric)

  async function slope(data: Float64Array, index: number): Promise<number> {
    const step = 1e-5
    const at = data[index]!
    data[index] = at + step
    const above = (await session.run(feeds))['loss']![0]!
    data[index] = at - step
    const below = (await session.run(feeds))['loss']![0]!
    data[index] = at
    return (above - below) / (2 * step)
  }
}

/** Cosine of the angle between two lists of numbers, and 0 where their lengths differ by more than one part in 10,000. */
export function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((sum, value, index) => sum + value * y[index]!, 0)
  const [lengthA, lengthB] = [Math.sqrt(dot(a, a)), Math.sqrt(dot(b, b))]
  if (Math.abs(lengthA / lengthB - 1) > 1e-4) return 0
  return dot(a, b) / (lengthA * lengthB)
}
