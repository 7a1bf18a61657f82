import type { Concept, Statement } from '#graph/read-concepts.ts'

/** `{"nodes":[…],"edges":[…]}`, one record a line. */
export async function* writeJson(
  concepts: AsyncIterable<Concept>,
  statements: AsyncIterable<Statement>,
): AsyncGenerator<string> {
  yield '{"nodes":['
  yield* lines(concepts, (concept) => concept)
  yield '\n],"edges":['
  yield* lines(statements, ({ subjectId, objectId, ...rest }) => ({ ...rest, source: subjectId, target: objectId }))
  yield '\n]}\n'
}

async function* lines<T>(items: AsyncIterable<T>, toRecord: (item: T) => object): AsyncGenerator<string> {
  let separator = '\n'
  for await (const item of items) {
    yield separator + JSON.stringify(toRecord(item))
    separator = ',\n'
  }
}
