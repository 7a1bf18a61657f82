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
  /** Of those nodes that work along one; 0 where the node does not say. */
  readonly axis: number
}

/**
 * How weights of 8 bits are handed to a product: as int8, or as the same numbers around 128 in uint8. Processors with
 * instructions for int8 products (VNNI, dot products of ARM) are quicker with int8. Those without add pairs of uint8 times
 * int8 in 16 bits, which large values overflow; pairs of uint8 times uint8 they add in 32 bits.
 */
export type WeightForm = 'int8' | 'uint8'

/**
 * A model of which the weights are kept as int8 with a scale (`MatMul(x, Mul(Cast(weights), scale))`), rewritten so that its
 * products are computed in 8 bits too: activations are brought to uint8 by their range in this pass (ONNX
 * `DynamicQuantizeLinear`), multiplied as `MatMulInteger` with weights in `form`, and scaled back. Tables that are
 * kept the same way (a scale for each row) are looked up first and scaled then, so that they stay a quarter of the size. Nothing
 * else changes; where products are exact, both forms give the same numbers. undefined where no product has weights in int8.
 */
export function multiplyInInt8(model: Uint8Array, form: WeightForm): Uint8Array | undefined {
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
  const replaced = new Set<Node>()
  /** The int8 weights behind a value that is nothing but them, scaled, and that one node uses. */
  const findWeights = (value: string): { kept: string; scale: string } | undefined => {
    const scaled = makers.get(value)
    const cast = scaled?.operator === 'Mul' ? makers.get(scaled.inputs[0] ?? '') : undefined
    const kept = cast?.operator === 'Cast' ? cast.inputs[0] : undefined
    const scale = scaled?.inputs[1]
    if (scaled === undefined || cast === undefined || scale === undefined) return undefined
    if (kept === undefined || !int8.has(kept) || uses.get(value)?.length !== 1) return undefined
    replaced.add(scaled).add(cast)
    return { kept, scale }
  }
  const quantised = new Set<string>()
  const multiplied = new Set<string>()
  const rewriteProduct = (node: Node): Uint8Array => {
    const [activations = '', value = ''] = node.inputs
    const [output = ''] = node.outputs
    const weights = findWeights(value)
    if (weights === undefined) return node.raw
    const { kept, scale } = weights
    multiplied.add(kept)
    const [bytes, range, zero] = ['uint8', 'range', 'zero'].map((part) => `${activations}:${part}`) as [
      string,
      string,
      string,
    ]
    const parts = [
      writeNode('MatMulInteger', [bytes, kept, zero, ...(form === 'uint8' ? [middle] : [])], [`${output}:int32`]),
      writeNode('Cast', [`${output}:int32`], [`${output}:float`], [writeInteger('to', types.float)]),
      writeNode('Mul', [range, scale], [`${output}:scale`]),
      writeNode('Mul', [`${output}:float`, `${output}:scale`], [output]),
    ]
    if (!quantised.has(activations)) {
      quantised.add(activations)
      parts.unshift(writeNode('DynamicQuantizeLinear', [activations], [bytes, range, zero]))
    }
    return joinBytes(parts)
  }
  const rewriteLookup = (node: Node): Uint8Array => {
    const [value = '', rows = ''] = node.inputs
    const [output = ''] = node.outputs
    const weights = node.axis === 0 ? findWeights(value) : undefined
    if (weights === undefined) return node.raw
    return joinBytes([
      writeNode('Gather', [weights.kept, rows], [`${output}:int8`]),
      writeNode('Gather', [weights.scale, rows], [`${output}:scale`]),
      writeNode('Cast', [`${output}:int8`], [`${output}:float`], [writeInteger('to', types.float)]),
      writeNode('Mul', [`${output}:float`, `${output}:scale`], [output]),
    ])
  }
  const rewrite: Record<string, (node: Node) => Uint8Array> = { MatMul: rewriteProduct, Gather: rewriteLookup }
  const rewritten = nodes.map((node) => rewrite[node.operator]?.(node) ?? node.raw)
  if (multiplied.size === 0) return undefined
  const isUsed = (node: Node): boolean => !replaced.has(node)
  const next = joinBytes([
    ...rewritten.filter((_, at) => isUsed(nodes[at]!)),
    ...graph
      .filter(({ number }) => number !== graphFields.node)
      .map((field) => (form === 'uint8' ? liftWeights(field, multiplied) : field.raw)),
    ...(form === 'uint8' ? [writeMiddle()] : []),
  ])
  return joinBytes(
    fields.map(({ number, raw }) => (number === modelFields.graph ? writeField(modelFields.graph, next) : raw)),
  )
}

/** Name of the value that stands for 0 in weights kept as uint8. */
const middle = 'middle-of-bytes'

function writeMiddle(): Uint8Array {
  return writeField(graphFields.initializer, [
    writeField(tensorFields.type, types.uint8),
    writeField(tensorFields.name, middle),
    writeField(tensorFields.raw, Uint8Array.of(128)),
  ])
}

/** An initializer of int8 as uint8 around 128, if it is one of those `named`; any other field as it is. */
function liftWeights({ number, bytes, raw }: Field, named: ReadonlySet<string>): Uint8Array {
  if (number !== graphFields.initializer) return raw
  const tensor = readFields(bytes)
  if (!named.has(textAt(tensor, tensorFields.name)[0] ?? '')) return raw
  const lifted = tensor.map((field) => {
    if (field.number === tensorFields.type) return writeField(tensorFields.type, types.uint8)
    if (field.number === tensorFields.raw) return writeField(tensorFields.raw, flipSigns(field.bytes))
    return field.raw
  })
  return writeField(graphFields.initializer, lifted)
}

/** int8 as uint8 around 128, four bytes at a time: byte by byte, ten million of them take a tenth of a second. */
function flipSigns(bytes: Uint8Array): Uint8Array {
  const flipped = new Uint8Array(Math.ceil(bytes.length / 4) * 4)
  flipped.set(bytes)
  const words = new Uint32Array(flipped.buffer)
  for (let at = 0; at < words.length; at += 1) words[at]! ^= 0x80808080
  return flipped.subarray(0, bytes.length)
}

/** How large the product of `productProbe` is where the processor multiplies without cutting sums to 16 bits. */
export const exactProduct = 64 * 255 * 127

/** A model with one product, of its input `x` (uint8, 8 by 64; 255 each to tell) with weights of 127 in `form` (64 by 32). */
export function productProbe(form: WeightForm): Uint8Array {
  const weights = writeField(graphFields.initializer, [
    writeField(tensorFields.dimension, 64),
    writeField(tensorFields.dimension, 32),
    writeField(tensorFields.type, types[form]),
    writeField(tensorFields.name, 'w'),
    writeField(tensorFields.raw, new Uint8Array(64 * 32).fill(form === 'uint8' ? 255 : 127)),
  ])
  const graph = [
    writeNode('MatMulInteger', ['x', 'w', ...(form === 'uint8' ? ['', middle] : [])], ['y']),
    writeField(graphFields.name, 'probe'),
    weights,
    ...(form === 'uint8' ? [writeMiddle()] : []),
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
    axis: readAxis(fields),
  }
}

/** Attribute: name 1, integer 3. */
function readAxis(node: readonly Field[]): number {
  const attributes = node.filter(({ number }) => number === nodeFields.attribute).map(({ bytes }) => readFields(bytes))
  const axis = attributes.find((attribute) => textAt(attribute, 1)[0] === 'axis')
  return axis?.find(({ number }) => number === 3)?.value ?? 0
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
