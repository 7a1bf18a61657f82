/** Too many things do this to the same one for a question about two of them to have an answer. */
const vague: ReadonlySet<string> = new Set(['has', 'influences', 'affects', 'shows', 'exhibits'])

export function isVague({ predicate }: { readonly predicate: string }): boolean {
  return vague.has(predicate)
}
