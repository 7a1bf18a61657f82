import { joinBytes, readFields, textOf, writeField, type Field } from './onnx-fields.ts'

/** Numbers of the fields of ONNX messages (onnx.proto3): model, graph, node, tensor, value. */
const modelFields = { irVersion: 1, graph: 7, opsets: 8 }
const graphFields = { node: 1, name: 2, initializer: 5, input: 11, output: 12 }
const nodeFields = { input: 1, output: 2, name: 3, operator: 4, attribute: 5 }
const tensorFields = { dimension: 1, type: 2, name: 8, raw: 9 }
const types = { float: 1, uint8: 2, int8: 3, int32: 6 }

interface Node {
  readonly raw: Uint8Array
  readonly operator: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

/**
 * A model of which the weights are kept as int8 with a scale (`MatMul(x, Mul(Cast(weights), scale))`), rewritten so that its
 * products are computed in int8 too: activations are brought to uint8 by their range in this pass (ONNX
 * `DynamicQuantizeLinear`), multiplied as `MatMulInteger`, and scaled back. Nothing else changes. undefined where no product
 * has that form.
 */
export function multiplyInInt8(model: Uint8Array): Uint8Array | undefined {
  const fields = readFields(model)
  const graph = readFields(fields.find(({ number }) => number === modelFields.graph)?.bytes ?? new Uint8Array())
  const int8 = new Set<string>()
  for (const { number, bytes } of graph) {
    if (number !== graphFields.initializer) continue
    const tensor = readFields(bytes)
    const type = tensor.find((field) => field.number === tensorFields.type)?.value
    if (type === types.int8) int8.add(textAt(tensor, tensorFields.name)[0] ?? '')
  }
  const nodes = graph.filter(({ number }) => number === graphFields.node).map(({ bytes, raw }) => readNode(bytes, raw))
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)))
  const uses = Map.groupBy(
    nodes.flatMap(({ inputs }) => inputs),
    (name) => name,
  )
  const quantised = new Set<string>()
  const replaced = new Set<Node>()
  const rewritten = nodes.map((node) => {
    const [activations = '', weights = ''] = node.inputs
    const scaled = node.operator === 'MatMul' ? makers.get(weights) : undefined
    const cast = scaled?.operator === 'Mul' ? makers.get(scaled.inputs[0] ?? '') : undefined
    const kept = cast?.operator === 'Cast' ? cast.inputs[0] : undefined
    const scale = scaled?.inputs[1]
    const [output] = node.outputs
    if (scaled === undefined || cast === undefined || kept === undefined || !int8.has(kept)) return node.raw
    if (scale === undefined || output === undefined || uses.get(weights)?.length !== 1) return node.raw
    replaced.add(scaled).add(cast)
    const [bytes, range, zero] = ['uint8', 'range', 'zero'].map((part) => `${activations}:${part}`) as [
      string,
      string,
      string,
    ]
    const parts = [
      writeNode('MatMulInteger', [bytes, kept, zero], [`${output}:int32`]),
      writeNode('Cast', [`${output}:int32`], [`${output}:float`], [writeInteger('to', types.float)]),
      writeNode('Mul', [range, scale], [`${output}:scale`]),
      writeNode('Mul', [`${output}:float`, `${output}:scale`], [output]),
    ]
    if (!quantised.has(activations)) {
      quantised.add(activations)
      parts.unshift(writeNode('DynamicQuantizeLinear', [activations], [bytes, range, zero]))
    }
    return joinBytes(parts)
  })
  if (replaced.size === 0) return undefined
  const isUsed = (node: Node): boolean => !replaced.has(node)
  const next = joinBytes([
    ...rewritten.filter((_, at) => isUsed(nodes[at]!)),
    ...graph.filter(({ number }) => number !== graphFields.node).map(({ raw }) => raw),
  ])
  return joinBytes(
    fields.map(({ number, raw }) => (number === modelFields.graph ? writeField(modelFields.graph, next) : raw)),
  )
}

/** How large the product of `productProbe` is where the processor multiplies in int8 without cutting sums to 16 bits. */
export const exactProduct = 64 * 255 * 127

/**
 * A model with one product, of its input `x` (uint8, 8 by 64) with weights of 127 (int8, 64 by 32). Processors without
 * instructions for int8 products add pairs in 16 bits, which large values overflow; with `x` all 255 the result `y` tells.
 */
export function productProbe(): Uint8Array {
  const weights = writeField(graphFields.initializer, [
    writeField(tensorFields.dimension, 64),
    writeField(tensorFields.dimension, 32),
    writeField(tensorFields.type, types.int8),
    writeField(tensorFields.name, 'w'),
    writeField(tensorFields.raw, new Uint8Array(64 * 32).fill(127)),
  ])
  const graph = [
    writeNode('MatMulInteger', ['x', 'w'], ['y']),
    writeField(graphFields.name, 'probe'),
    weights,
    writeValue(graphFields.input, 'x', types.uint8, [8, 64]),
    writeValue(graphFields.output, 'y', types.int32, [8, 32]),
  ]
  return joinBytes([
    writeField(modelFields.irVersion, 8),
    writeField(modelFields.graph, graph),
    writeField(modelFields.opsets, [writeField(1, ''), writeField(2, 17)]),
  ])
}

function readNode(bytes: Uint8Array, raw: Uint8Array): Node {
  const fields = readFields(bytes)
  return {
    raw,
    operator: textAt(fields, nodeFields.operator)[0] ?? '',
    inputs: textAt(fields, nodeFields.input),
    outputs: textAt(fields, nodeFields.output),
  }
}

function textAt(fields: readonly Field[], wanted: number): string[] {
  return fields.filter(({ number }) => number === wanted).map(({ bytes }) => textOf(bytes))
}

function writeNode(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: readonly Uint8Array[] = [],
): Uint8Array {
  return writeField(graphFields.node, [
    ...inputs.map((name) => writeField(nodeFields.input, name)),
    ...outputs.map((name) => writeField(nodeFields.output, name)),
    writeField(nodeFields.name, `${outputs[0]}:${operator}`),
    writeField(nodeFields.operator, operator),
    ...attributes,
  ])
}

/** Attribute: name 1, integer 3, type 20 (2: integer). */
function writeInteger(name: string, value: number): Uint8Array {
  return writeField(nodeFields.attribute, [writeField(1, name), writeField(3, value), writeField(20, 2)])
}

/** Value: name 1, type 2; of it tensor 1; of that element 1, shape 2; of that dimensions 1; of each its size 1. */
function writeValue(field: number, name: string, element: number, shape: readonly number[]): Uint8Array {
  const dimensions = shape.map((size) => writeField(1, [writeField(1, size)]))
  const tensor = [writeField(1, element), writeField(2, dimensions)]
  return writeField(field, [writeField(1, name), writeField(2, [writeField(1, tensor)])])
}
