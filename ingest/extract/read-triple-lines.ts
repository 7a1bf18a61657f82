/** A statement as a model wrote it; nothing about it is known to be true yet. */
export interface WrittenTriple {
  readonly subject: string
  readonly relation: string
  readonly object: string
}

/**
 * Reads lines `subject | relation | object`, as tolerant as models need: list marks, numbering, quotes, backticks, table borders
 * and a heading row are let go. Lines that are no triple are counted, but for lines without any bar, which are talk.
 */
export function readTripleLines(reply: string): { triples: WrittenTriple[]; malformed: number } {
  const triples: WrittenTriple[] = []
  const seen = new Set<string>()
  let malformed = 0
  for (const line of reply.split('\n')) {
    if (!line.includes('|') || /^[\s|:-]+$/.test(line)) continue
    const cells = line
      .replace(/^\s*(?:[-*•]\s+|\(?\d{1,3}[.)]\s+)/, '')
      .replace(/^\s*\||\|\s*$/g, '')
      .split('|')
      .map((cell) => cell.replaceAll(/^[\s"'`*<([{]+(?=[^)\]}>]*$)|[\s"'`*.,;]+$|^\s+/g, '').trim())
    // `crack deflection | increases the fracture toughness`: the verb and the object in one cell.
    const verbAndObject =
      cells.length === 2
        ? /^((?:is |are |can )?\S+(?: (?:of|to|in|on|by|from|with|as|for))?) (.+)$/.exec(cells[1] ?? '')
        : null
    const [subject = '', relation = '', object = ''] =
      verbAndObject === null ? cells : [cells[0], verbAndObject[1], verbAndObject[2]]
    if (
      (cells.length !== 3 && verbAndObject === null) ||
      [subject, relation, object].some((cell) => cell === '' || cell.length > 120)
    ) {
      malformed++
      continue
    }
    if (/^subject$/i.test(subject) && /^object$/i.test(object)) continue
    const key = `${subject}|${relation}|${object}`.toLowerCase()
    if (!seen.has(key)) triples.push({ subject, relation, object })
    seen.add(key)
  }
  return { triples, malformed }
}
