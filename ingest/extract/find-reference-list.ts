const heading = /(?:^|[\s#*.])(?:references(?: and notes)?|bibliography|literature cited|works cited)\b[\s:*]*/gi
const firstEntry = /^(?:\[1\]|\(1\)|1[.)\s]|[-*]\s|[A-Z][\p{L}'’-]+,?\s(?:[A-Z]\.)|\p{Lu}[\p{L}'’-]+\s?\p{Lu}\.)/u

/** Where the list of references at the end of a paper begins; the length of the text where there is none. Names there are names of works. */
export function findReferenceList(text: string): number {
  let start = text.length
  for (const match of text.matchAll(heading)) {
    const after = match.index + match[0].length
    if (match.index > text.length * 0.4 && firstEntry.test(text.slice(after, after + 60))) start = match.index
  }
  return start
}
