import type { PathStep } from '#core/task.ts'
import type { GraphStore } from '#graph/graph-store.ts'

export type Direction = 'higher' | 'lower'

/**
 * Whether the value of the last step of a comparison lies above or below that of the first, in SI units. Throws a RangeError
 * where the values are not there or overlap: the graph says something else by now.
 */
export async function readDirection(
  path: readonly PathStep[],
  graph: Pick<GraphStore, 'quantitiesOfChunks'>,
): Promise<Direction> {
  const quantities = await graph.quantitiesOfChunks(path.map(({ evidence }) => evidence.chunkId))
  const [first, last] = path.map(({ quantityId }) => quantities.find(({ id }) => id === quantityId)?.si)
  if (first === undefined || last === undefined || first.unit !== last.unit || path.length !== 2)
    throw new RangeError('A comparison has two values of one unit.')
  if (last.minimum > first.maximum) return 'higher'
  if (last.maximum < first.minimum) return 'lower'
  throw new RangeError('The values of a comparison do not overlap.')
}
