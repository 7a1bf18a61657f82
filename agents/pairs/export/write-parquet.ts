import { fileWriter, parquetWriteRows } from 'hyparquet-writer'

type SchemaElement = NonNullable<Parameters<typeof parquetWriteRows>[0]['schema']>[number]

/**
 * Writes rows as one Parquet file (Snappy, groups of 1,000 rows). The columns and their shapes are those of the first row,
 * nothing is ever null; texts, flags, objects and lists are all that rows of pairs hold. An empty file has no columns, so
 * without rows nothing can be written. Errors: those of the file system.
 */
export async function writeParquet(
  rows: AsyncIterable<object> | Iterable<object>,
  sample: object,
  path: string,
): Promise<void> {
  const columns = Object.keys(sample).map((name) => ({ name }))
  const schema = [
    { name: 'root', num_children: columns.length },
    ...Object.entries(sample).flatMap(([name, value]) => shapeOf(name, value)),
  ]
  await parquetWriteRows({
    writer: fileWriter(path),
    rows: rows as Iterable<Record<string, unknown>>,
    columns,
    schema,
    rowGroupSize: 1_000,
    createdBy: 'nacre',
  })
}

/** Parquet's own form of a list has two levels of names (github.com/apache/parquet-format, LogicalTypes.md). */
function shapeOf(name: string, value: unknown): SchemaElement[] {
  const repetition_type = 'REQUIRED' as const
  if (typeof value === 'boolean') return [{ name, type: 'BOOLEAN', repetition_type }]
  if (Array.isArray(value)) {
    return [
      { name, converted_type: 'LIST', repetition_type, num_children: 1 },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      ...shapeOf('element', value[0]),
    ]
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
    return [
      { name, repetition_type, num_children: fields.length },
      ...fields.flatMap(([field, inner]) => shapeOf(field, inner)),
    ]
  }
  return [{ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type }]
}
