/**
 * Whether the sentence says a relation with a verb of its own. The graph also holds what a name says ("silicon carbide
 * fibre" is made of silicon carbide) and what stands near: true, but nothing that could be asked about.
 */
export function tellsSomething({ predicate }: { readonly predicate: string }, sentence: string): boolean {
  if (unsaid.has(predicate)) return false
  const words = saidBy[predicate]
  return words === undefined || words.test(sentence)
}

const unsaid: ReadonlySet<string> = new Set(['appears with', 'is a', 'is a kind of', 'involves', 'is also called'])

const saidBy: Readonly<Record<string, RegExp>> = {
  'is made of': /\b(?:made (?:up )?of|consists? of|composed of)\b/i,
  'is part of': /\bparts? of\b/i,
}
