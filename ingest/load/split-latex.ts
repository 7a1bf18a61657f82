const token = /\\begin\s*\{|\\end\s*\{|\\[^]|[{}]|\n[ \t]*\n/g
/** The parser takes more than twice as long for twice as much. */
const pieceLength = 16_000

/** Cuts LaTeX at blank lines that stand in no group and in no environment, into pieces that can be parsed one by one. */
export function splitLatex(text: string): string[] {
  const pieces: string[] = []
  let start = 0
  let groups = 0
  let environments = 0
  for (const { 0: found, index } of text.matchAll(token)) {
    if (found.startsWith('\\begin')) environments++
    else if (found.startsWith('\\end')) environments--
    // Both end with the brace that opens their name.
    if (found.endsWith('{') && found !== '\\{') groups++
    else if (found === '}') groups--
    else if (found.startsWith('\n') && groups <= 0 && environments <= 0 && index - start > pieceLength) {
      pieces.push(text.slice(start, index + found.length))
      start = index + found.length
    }
  }
  return [...pieces, text.slice(start)]
}
