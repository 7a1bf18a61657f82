import type {
  Attribute,
  Dimension,
  ElementType,
  OnnxConstant,
  OnnxGraph,
  OnnxNode,
  OnnxTensor,
} from '#agents/training/onnx-write-model.ts'

/** A tensor of the graph under construction. */
export interface Value {
  readonly name: string
}

/**
 * Turns the gradient of an operation's output into that of one of its inputs (a vector-Jacobian product), by emitting
 * nodes. `soFar` is the gradient which other uses of the input gave; the result holds both.
 */
export type Rule = (gradient: Value, soFar: Value | undefined) => Value

/** Records a computation as ONNX nodes, and how to differentiate it: the gradient is part of the same graph. */
export interface Tape {
  /** What all real numbers of the graph are: float32 to train, float64 to check. */
  readonly real: 'float32' | 'float64'
  input(name: string, shape: readonly Dimension[], options?: { type?: ElementType; isTrained?: boolean }): Value
  /** Real numbers known now. */
  constant(values: readonly number[], shape: readonly number[]): Value
  /** Whole numbers known now: shapes, axes, indices. */
  integers(values: readonly number[]): Value
  /** One node with one output; nothing flows back through it. */
  emit(operation: string, inputs: readonly Value[], attributes?: Readonly<Record<string, Attribute>>): Value
  /** Says how the gradient of `output` flows back to its inputs. */
  record(output: Value, rules: readonly (readonly [Value, Rule])[]): Value
  /** Emits the gradients of a scalar with respect to each wanted value, which must bear on it. */
  gradients(of: Value, wanted: readonly Value[]): readonly Value[]
  /** The graph with these outputs; nodes that bear on none of them are left out. */
  finish(outputs: Readonly<Record<string, { readonly value: Value; readonly shape: readonly Dimension[] }>>): OnnxGraph
}

/** An empty tape. */
export function createTape(real: Tape['real'] = 'float32'): Tape {
  const nodes: OnnxNode[] = []
  const inputs: OnnxTensor[] = []
  const constants = new Map<string, OnnxConstant>()
  const steps: { readonly output: Value; readonly rules: readonly (readonly [Value, Rule])[] }[] = []
  const needing = new Set<string>()
  let count = 0

  function addConstant(key: string, type: ElementType, shape: readonly number[], bytes: Uint8Array): Value {
    const known = constants.get(key)
    if (known !== undefined) return known
    const constant = { name: `constant_${constants.size}`, type, shape, bytes }
    constants.set(key, constant)
    return constant
  }
  const emit: Tape['emit'] = (operation, from, attributes = {}) => {
    const name = `v${count++}`
    nodes.push({ operation, inputs: from.map((each) => each.name), outputs: [name], attributes })
    return { name }
  }

  return {
    real,
    input(name, shape, { type = real, isTrained = false } = {}) {
      inputs.push({ name, type, shape })
      if (isTrained) needing.add(name)
      return { name }
    },
    constant(values, shape) {
      const data = real === 'float32' ? Float32Array.from(values) : Float64Array.from(values)
      return addConstant(JSON.stringify([shape, values]), real, shape, new Uint8Array(data.buffer))
    },
    integers(values) {
      const data = BigInt64Array.from(values, BigInt)
      return addConstant(`integers ${values.join(' ')}`, 'int64', [values.length], new Uint8Array(data.buffer))
    },
    emit,
    record(output, rules) {
      const live = rules.filter(([input]) => needing.has(input.name))
      if (live.length > 0) {
        needing.add(output.name)
        steps.push({ output, rules: live })
      }
      return output
    },
    gradients(of, wanted) {
      const found = new Map<string, Value>([[of.name, this.constant([1], [])]])
      for (const { output, rules } of steps.toReversed()) {
        const gradient = found.get(output.name)
        if (gradient === undefined) continue
        for (const [input, rule] of rules) found.set(input.name, rule(gradient, found.get(input.name)))
      }
      return wanted.map((value) => {
        const gradient = found.get(value.name)
        if (gradient === undefined) throw new RangeError(`Nothing flows back to ${value.name}.`)
        return gradient
      })
    },
    finish(outputs) {
      // An output may be an input or appear twice; a copy under the wanted name costs nothing that matters.
      const named = Object.entries(outputs).map(([name, { value }]): OnnxNode => {
        return { operation: 'Identity', inputs: [value.name], outputs: [name], attributes: {} }
      })
      const used = new Set(named.flatMap((node) => node.inputs))
      const kept: OnnxNode[] = []
      for (const node of nodes.toReversed()) {
        if (!node.outputs.some((name) => used.has(name))) continue
        for (const name of node.inputs) used.add(name)
        kept.push(node)
      }
      return {
        nodes: [...kept.reverse(), ...named],
        inputs: inputs.filter(({ name }) => used.has(name)),
        outputs: Object.entries(outputs).map(([name, { shape }]) => ({ name, type: real, shape })),
        constants: [...constants.values()].filter(({ name }) => used.has(name)),
      }
    },
  }
}
