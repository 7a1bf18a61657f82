import {
  Binary,
  Field,
  FixedSizeList,
  Float32,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  Utf8,
  vectorFromArray,
  type Data,
} from 'apache-arrow'
import { NacreError } from '#core/errors.ts'
import { packVectors } from '#graph/pack-vectors.ts'
import type { VectorRow } from '#graph/vector-store.ts'

/** Marks the column that `mergeInsert` matches on, so that concurrent writers conflict instead of doubling rows. */
const primaryKey = new Map([['lance-schema:unenforced-primary-key:position', '1']])

/** The vectors of the sentences of a chunk, as `packVectors` writes them. */
export const sentencesField = new Field('sentences', new Binary(), true)

/** The columns of the table of chunks. The schema carries the id of the embedder that made the vectors. */
export function chunkSchema(embedderId: string, dimensions: number): Schema {
  const fields = [
    new Field('id', new Utf8(), false, primaryKey),
    new Field('document_id', new Utf8(), false),
    new Field('text', new Utf8(), false),
    new Field('vector', vectorType(dimensions), false),
    sentencesField,
  ]
  return new Schema(fields, new Map([['nacre:embedder', embedderId]]))
}

/** Rows as an Arrow table; the vectors are copied once into one block of memory. */
export function toArrowTable(rows: readonly VectorRow[], dimensions: number): Table {
  const flat = new Float32Array(rows.length * dimensions)
  for (const [index, { id, vector, sentences = [] }] of rows.entries()) {
    requireUnitVector(vector, dimensions, `The vector of ${id}`)
    for (const sentence of sentences) requireUnitVector(sentence, dimensions, `A sentence of ${id}`)
    flat.set(vector, index * dimensions)
  }
  const schema = chunkSchema('', dimensions)
  const columns: Data[] = [
    strings(rows.map((row) => row.id)),
    strings(rows.map((row) => row.documentId)),
    strings(rows.map((row) => row.text)),
    makeData({
      type: vectorType(dimensions),
      length: rows.length,
      child: makeData({ type: new Float32(), data: flat }),
    }),
    bytes(rows.map(({ sentences = [] }) => packVectors(sentences))),
  ]
  const data = makeData({ type: new Struct(schema.fields), length: rows.length, children: columns })
  const plain = new Schema(schema.fields.map((field) => new Field(field.name, field.type, field.nullable)))
  return new Table(plain, [new RecordBatch(plain, data)])
}

/** Throws `invalid-input` unless it is a vector of length 1 and of the right dimensions. */
export function requireUnitVector(vector: Float32Array, dimensions: number, what: string): void {
  let squares = 0
  for (const value of vector) squares += value * value
  if (vector.length === dimensions && Math.abs(squares - 1) < 0.01) return
  const length = Number.isFinite(squares) ? `length ${Math.sqrt(squares).toFixed(3)}` : 'a value that is not a number'
  throw new NacreError(
    'invalid-input',
    `${what} does not fit: expected ${dimensions} dimensions and length 1, got ${vector.length} dimensions and ${length}. ` +
      'Use the embedder that made the other vectors.',
  )
}

function vectorType(dimensions: number): FixedSizeList<Float32> {
  return new FixedSizeList(dimensions, new Field('item', new Float32(), true))
}

function strings(values: readonly string[]): Data<Utf8> {
  const [data] = vectorFromArray(values, new Utf8()).data
  return data ?? makeData({ type: new Utf8(), length: 0 })
}

function bytes(values: readonly Uint8Array[]): Data<Binary> {
  const [data] = vectorFromArray(values, new Binary()).data
  return data ?? makeData({ type: new Binary(), length: 0 })
}
