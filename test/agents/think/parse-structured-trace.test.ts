import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseStructuredTrace } from '#agents/think/parse-structured-trace.ts'

const reply = `<think>
<brainstorm>Silk is tough.</brainstorm>
<graph>Silk holds crystals.</graph>
<graph_json>{"nodes":[{"id":"Silk"},"Crystals"],"edges":[{"source":"Silk","relation":"holds","target":"Crystals"}]}</graph_json>
<patterns>small → strong</patterns>
<synthesis>Small crystals share load.</synthesis>
</think>
Because the crystals are small.`

describe('parseStructuredTrace', () => {
  it('takes a trace apart and reads its graph', () => {
    expect(parseStructuredTrace(reply)).toEqual({
      kind: 'structured',
      brainstorm: 'Silk is tough.',
      graph: 'Silk holds crystals.',
      nodes: ['Silk', 'Crystals'],
      edges: [{ source: 'Silk', relation: 'holds', target: 'Crystals' }],
      patterns: 'small → strong',
      synthesis: 'Small crystals share load.',
      answer: 'Because the crystals are small.',
    })
  })

  it.each([
    ['no end of thinking', reply.replace('</think>', '')],
    ['no closed part <patterns>', reply.replace('</patterns>', '')],
    ['graph_json is not a graph', reply.replace('"edges"', '"lines"')],
  ])('says what is wrong: %s', (reason, text) => {
    expect(parseStructuredTrace(text)).toEqual({ kind: 'unstructured', reason })
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, at) => {
        const point = at % reply.length
        expect(parseStructuredTrace(reply.slice(0, point) + text + reply.slice(point)).kind).toMatch(/structured/)
      }),
      { seed: 31, numRuns: 300 },
    )
  })
})
