/**
 * A name in one line, or in two of about equal length when it is longer than `lineLength` characters; what does not fit
 * in two lines ends in an ellipsis. Breaks at spaces and after hyphens where there are any.
 */
export function wrapLabel(name: string, lineLength: number): readonly string[] {
  const text = name.replace(/\s+/g, ' ').trim()
  if (length(text) <= lineLength) return [text]
  const breaks = [...text.matchAll(/\s|(?<=-)(?=.)/g)].map((match) => match.index)
  const longer = (at: number): number => Math.max(length(text.slice(0, at)), length(text.slice(at).trim()))
  const fitting = breaks.filter((at) => length(text.slice(0, at)) <= lineLength)
  const best = fitting.sort((a, b) => longer(a) - longer(b))[0]
  if (best !== undefined) return [text.slice(0, best), cut(text.slice(best).trim(), lineLength)]
  const characters = [...text]
  return [characters.slice(0, lineLength).join(''), cut(characters.slice(lineLength).join('').trim(), lineLength)]
}

function length(text: string): number {
  return [...text].length
}

function cut(text: string, lineLength: number): string {
  const characters = [...text]
  return characters.length <= lineLength
    ? text
    : `${characters
        .slice(0, lineLength - 1)
        .join('')
        .trimEnd()}…`
}
