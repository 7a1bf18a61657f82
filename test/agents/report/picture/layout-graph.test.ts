import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isInFrame, overlap } from '#agents/report/picture/box.ts'
import { boxesOf, layoutGraph } from '#agents/report/picture/layout-graph.ts'
import { makeGraph } from '#test/agents/report/make-report-input.ts'

const word = fc.constantFrom(
  'crack',
  'nacre',
  'α-Al₂O₃',
  'silicon carbide fibre',
  'x',
  'transformation-toughened',
  'Wärmeleitfähigkeit',
  '断裂韧性',
)
const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '))
const graphs = fc.array(name, { minLength: 1, maxLength: 25 }).chain((names) => {
  const end = fc.nat({ max: names.length - 1 })
  const predicate = fc.option(fc.constantFrom('has', 'is made of', 'is not at all influenced by the'), {
    nil: undefined,
  })
  return fc.array(fc.tuple(end, end, predicate), { maxLength: 32 }).map((pairs) => makeGraph(names, pairs))
})
const sizes = [
  { width: 1080, lineLength: 20 },
  { width: 440, lineLength: 15 },
]

describe.each(sizes)('a picture of width $width', (size) => {
  test('no label lies over another and all lie in the frame', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const layout = layoutGraph(graph, size)
        const boxes = boxesOf(layout)
        expect(layout.width).toBe(size.width)
        expect(boxes.filter((box) => !isInFrame(box, layout, 0))).toEqual([])
        const over = boxes.flatMap((box, index) =>
          boxes.slice(index + 1).filter((other) => {
            const { x, y } = overlap(box, other, 0)
            return x > 0 && y > 0
          }),
        )
        expect(over).toEqual([])
      }),
      { seed: 3, numRuns: 12 },
    )
  })

  test('the same graph is placed the same', () => {
    const graph = makeGraph(
      ['nacre', 'crack deflection', 'toughness'],
      [
        [1, 2, 'increases'],
        [0, 2],
      ],
    )
    expect(layoutGraph(graph, size)).toEqual(layoutGraph(graph, size))
  })
})

test('an edge without a verb of its own has no label, a loop is left out', () => {
  const graph = makeGraph(
    ['nacre', 'crack'],
    [
      [0, 1],
      [0, 0, 'has'],
    ],
  )
  expect(layoutGraph(graph, { width: 440, lineLength: 15 }).edges.map(({ label }) => label)).toEqual([undefined])
})
