/** Texts that share this much of their word triples say the same. */
const similarFrom = 0.8
/** 16 bands of 4 hashes: a pair of Jaccard 0.8 is missed once in 4,000, one of 0.4 looked at once in 3. */
const bands = 16
const rowsOfBand = 4

/** Texts seen so far, searched by MinHash (Broder 1997) in bands, so that the search stays fast over many. */
export interface NearDuplicateIndex {
  /** The first text seen that says nearly the same, by its name. */
  find(text: string): string | undefined
  add(name: string, text: string): void
}

export function createNearDuplicateIndex(): NearDuplicateIndex {
  const seen: { readonly name: string; readonly triples: ReadonlySet<string> }[] = []
  const holders = new Map<string, number[]>()
  const candidates = (triples: ReadonlySet<string>): readonly number[] =>
    [...new Set(bandKeys(triples).flatMap((key) => holders.get(key) ?? []))].toSorted((a, b) => a - b)
  return {
    find: (text) => {
      const triples = tripleSet(text)
      const index = candidates(triples).find((other) => jaccard(triples, seen[other]!.triples) >= similarFrom)
      return index === undefined ? undefined : seen[index]!.name
    },
    add: (name, text) => {
      const triples = tripleSet(text)
      for (const key of bandKeys(triples)) holders.set(key, [...(holders.get(key) ?? []), seen.length])
      seen.push({ name, triples })
    },
  }
}

/** Each text that says nearly the same as an earlier one, with the first such, as indices. */
export function nearDuplicates(texts: readonly string[]): readonly (readonly [number, number])[] {
  const index = createNearDuplicateIndex()
  return texts.flatMap((text, at) => {
    const earlier = index.find(text)
    index.add(String(at), text)
    return earlier === undefined ? [] : [[Number(earlier), at] as const]
  })
}

function tripleSet(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  if (words.length < 3) return new Set([words.join(' ')])
  return new Set(words.slice(2).map((word, index) => `${words[index]} ${words[index + 1]} ${word}`))
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((item) => b.has(item)).length
  return shared / (a.size + b.size - shared)
}

/** The smallest value of each of 64 hash functions over the set, four together as the key of a band. */
function bandKeys(items: ReadonlySet<string>): readonly string[] {
  const smallest = new Uint32Array(bands * rowsOfBand).fill(0xffffffff)
  for (const item of items) {
    const hash = hashOf(item)
    for (let row = 0; row < smallest.length; row++) {
      const value = mix(hash ^ Math.imul(row + 1, 0x9e3779b1))
      if (value < smallest[row]!) smallest[row] = value
    }
  }
  return Array.from({ length: bands }, (_, band) =>
    [band, ...smallest.subarray(band * rowsOfBand, (band + 1) * rowsOfBand)].join(' '),
  )
}

/** FNV-1a over the code units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash
}

/** The finaliser of MurmurHash3. */
function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
