import protobuf from 'protobufjs/minimal.js'

/** Element types by their numbers in `TensorProto.DataType`. */
export const elementTypes = { float32: 1, int64: 7, float64: 11 } as const
export type ElementType = keyof typeof elementTypes

/** A dimension: a number, or a name whose value each run may choose. */
export type Dimension = number | string

export type Attribute = number | string | readonly number[] | { readonly float: number }

export interface OnnxNode {
  readonly operation: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: Readonly<Record<string, Attribute>>
}

export interface OnnxTensor {
  readonly name: string
  readonly type: ElementType
  readonly shape: readonly Dimension[]
}

export interface OnnxConstant {
  readonly name: string
  readonly type: ElementType
  readonly shape: readonly number[]
  /** Little-endian bytes of the elements, row-major. */
  readonly bytes: Uint8Array
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[]
  readonly inputs: readonly OnnxTensor[]
  readonly outputs: readonly OnnxTensor[]
  readonly constants: readonly OnnxConstant[]
}

/** 8 = the version of the file format that came with opset 17. */
const irVersion = 8
const opset = 17

const attributeKinds = { float: 1, int: 2, string: 3, ints: 7 } as const

/** The bytes of an ONNX model (`onnx.proto`, opset 17) of one graph. */
export function writeOnnxModel({ nodes, inputs, outputs, constants }: OnnxGraph): Uint8Array {
  const writer = protobuf.Writer.create()
  writer.uint32(tag(1)).int64(irVersion)
  writer.uint32(tag(7, true)).fork()
  for (const node of nodes) writeNode(writer, node)
  writer.uint32(tag(2, true)).string('training')
  for (const constant of constants) writeConstant(writer, constant)
  for (const input of inputs) writeTensor(writer, 11, input)
  for (const output of outputs) writeTensor(writer, 12, output)
  writer.ldelim()
  writer.uint32(tag(8, true)).fork().uint32(tag(2)).int64(opset).ldelim()
  return writer.finish()
}

type Writer = protobuf.Writer

/** Field number and wire type: length-delimited or varint. */
function tag(field: number, isDelimited = false): number {
  return (field << 3) | (isDelimited ? 2 : 0)
}

function writeNode(writer: Writer, { operation, inputs, outputs, attributes }: OnnxNode): void {
  writer.uint32(tag(1, true)).fork()
  for (const name of inputs) writer.uint32(tag(1, true)).string(name)
  for (const name of outputs) writer.uint32(tag(2, true)).string(name)
  writer.uint32(tag(4, true)).string(operation)
  for (const [name, value] of Object.entries(attributes)) {
    writer.uint32(tag(5, true)).fork().uint32(tag(1, true)).string(name)
    writeAttribute(writer, value)
    writer.ldelim()
  }
  writer.ldelim()
}

function writeAttribute(writer: Writer, value: Attribute): void {
  const kindField = tag(20)
  if (typeof value === 'number') writer.uint32(tag(3)).int64(value).uint32(kindField).int32(attributeKinds.int)
  else if (typeof value === 'string')
    writer.uint32(tag(4, true)).string(value).uint32(kindField).int32(attributeKinds.string)
  else if ('float' in value)
    writer
      .uint32((2 << 3) | 5)
      .float(value.float)
      .uint32(kindField)
      .int32(attributeKinds.float)
  else {
    for (const each of value) writer.uint32(tag(8)).int64(each)
    writer.uint32(kindField).int32(attributeKinds.ints)
  }
}

function writeConstant(writer: Writer, { name, type, shape, bytes }: OnnxConstant): void {
  writer.uint32(tag(5, true)).fork()
  for (const size of shape) writer.uint32(tag(1)).int64(size)
  writer.uint32(tag(2)).int32(elementTypes[type])
  writer.uint32(tag(8, true)).string(name)
  writer.uint32(tag(9, true)).bytes(bytes)
  writer.ldelim()
}

/** A `ValueInfoProto`: name, element type and shape. */
function writeTensor(writer: Writer, field: number, { name, type, shape }: OnnxTensor): void {
  writer.uint32(tag(field, true)).fork().uint32(tag(1, true)).string(name)
  writer.uint32(tag(2, true)).fork().uint32(tag(1, true)).fork()
  writer.uint32(tag(1)).int32(elementTypes[type])
  writer.uint32(tag(2, true)).fork()
  for (const size of shape) {
    writer.uint32(tag(1, true)).fork()
    if (typeof size === 'number') writer.uint32(tag(1)).int64(size)
    else writer.uint32(tag(2, true)).string(size)
    writer.ldelim()
  }
  writer.ldelim().ldelim().ldelim().ldelim()
}
