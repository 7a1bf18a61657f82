import { walkLatex, wordOf, type LatexNode } from './latex-node.ts'

/** The macros of a document by their names, each name's in the order of the text; one walk for all that is asked of them. */
export function groupLatexMacros(nodes: readonly LatexNode[]): (...names: readonly string[]) => LatexNode[] {
  const groups = new Map<string, LatexNode[]>()
  for (const node of walkLatex(nodes)) {
    if (node.type !== 'macro') continue
    const name = wordOf(node)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [node])
    else group.push(node)
  }
  return (...names) => names.flatMap((name) => groups.get(name) ?? [])
}
