/** Two titled texts as lines side by side, each wrapped to half of `width`. */
export function layOutBeside(
  left: readonly [title: string, text: string],
  right: readonly [title: string, text: string],
  width: number,
): readonly string[] {
  const half = Math.max(20, Math.floor((width - 3) / 2))
  const columns = [left, right].map(([title, text]) => [
    title,
    '',
    ...text.split('\n').flatMap((line) => wrap(line, half)),
  ])
  const height = Math.max(...columns.map(({ length }) => length))
  return Array.from({ length: height }, (_, index) =>
    `${(columns[0]![index] ?? '').padEnd(half)} │ ${columns[1]![index] ?? ''}`.trimEnd(),
  )
}

/** Breaks at spaces, and inside a word only where it is longer than the line. */
function wrap(line: string, width: number): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current)
      current = ''
    }
    current = current === '' ? word : `${current} ${word}`
    while (current.length > width) {
      lines.push(current.slice(0, width))
      current = current.slice(width)
    }
  }
  return [...lines, current]
}
