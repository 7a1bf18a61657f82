import { NacreError } from '#core/errors.ts'

/** Words that begin or change something, leave the database, or read files and addresses. */
const refusedWords = new Set(
  (
    'CREATE MERGE INSERT SET DELETE DETACH REMOVE DROP FOREACH LOAD CSV USE ALTER GRANT REVOKE DENY RENAME ENABLE START STOP ' +
    'TERMINATE SHOW PROFILE EXPLAIN CYPHER TRANSACTIONS COMMIT PERIODIC DRYRUN DEALLOCATE REALLOCATE'
  ).split(' '),
)
/** Procedures that read the graph and nothing else. */
const allowedProcedures = new Set([
  'db.labels',
  'db.relationshiptypes',
  'db.propertykeys',
  'db.index.fulltext.querynodes',
  'db.schema.visualization',
])
/** Functions with a dot in their name that compute and nothing else. */
const allowedFunctions = /^(?:date|datetime|localdatetime|time|localtime|duration|point|vector)\.\w+$/
const firstWords = new Set(['MATCH', 'OPTIONAL', 'WITH', 'UNWIND', 'RETURN', 'CALL'])
const mostCharacters = 10_000

/**
 * Refuses (`invalid-input`, with the word that is at fault) a Cypher query of a client that could do anything but read the
 * graph: clauses that write, several statements, procedures and functions beyond those that compute, files and addresses.
 * A word that would be harmless as a name is refused too; the server's own judgement (`EXPLAIN`, a read transaction) comes on top.
 */
export function checkReadQuery(query: string): void {
  if (query.length > mostCharacters)
    throw refused(`Expected a query of at most ${mostCharacters} characters; it has ${query.length}.`)
  // Compatible forms of letters are folded by some readers; Neo4j reads \uXXXX before it parses.
  const folded = query.normalize('NFKC')
  if (/\\u/i.test(folded)) throw refused('Expected a query without "\\u"; write the character itself.')
  const bare = withoutTexts(folded)
  if (bare.includes(';')) throw refused('Expected one statement without ";".')
  const words = [...bare.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)].map(([word]) => word.toUpperCase())
  const wrong = words.find((word) => refusedWords.has(word))
  if (wrong !== undefined) throw refused(`Expected a query that only reads the graph; it contains "${wrong}".`)
  if (!firstWords.has(words[0] ?? ''))
    throw refused(`Expected a query that begins with ${[...firstWords].join(', ')}; got "${words[0] ?? ''}".`)
  for (const [, called = ''] of bare.matchAll(/\bCALL\s+(?![({])([^\s({]*)/giu)) {
    if (!allowedProcedures.has(called.toLowerCase()))
      throw refused(`Expected one of the procedures ${[...allowedProcedures].join(', ')}; got "${called}".`)
  }
  for (const [, name = ''] of bare.matchAll(/([\p{L}\p{N}_`]+(?:\s*\.\s*[\p{L}\p{N}_`]+)+)\s*\(/gu)) {
    const plain = name.replaceAll(/\s/g, '').toLowerCase()
    if (!allowedFunctions.test(plain) && !allowedProcedures.has(plain))
      throw refused(`Expected functions that only compute; got "${name}".`)
  }
}

/** The query without comments; texts are emptied, and names between backticks stand as a single one. */
function withoutTexts(query: string): string {
  const parts = /\/\/[^\n\r]*|\/\*[^]*?\*\/|'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"|`(?:[^`]|``)*`|['"`]|\/\*/gu
  return query.replaceAll(parts, (part) => {
    if (part.length === 1 || part === '/*') throw refused('Expected texts, names and comments that are closed.')
    if (part.startsWith('/')) return ' '
    return part.startsWith('`') ? '`' : "''"
  })
}

function refused(message: string): NacreError {
  return new NacreError('invalid-input', message)
}
