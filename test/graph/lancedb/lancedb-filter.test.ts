import { describe, expect, it } from 'vitest'
import { whereIn } from '#graph/lancedb/lancedb-filter.ts'

describe('LanceDB filter', () => {
  it('lists values in quotes', () => {
    expect(whereIn('id', ['a', 'b'])).toBe("id IN ('a', 'b')")
  })

  it('doubles quotes, so that a value never ends early', () => {
    expect(whereIn('document_id', ["x') OR true --"])).toBe("document_id IN ('x'') OR true --')")
  })

  it('is never true for no values', () => {
    expect(whereIn('id', [])).toBe('false')
  })
})
