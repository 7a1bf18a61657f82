/** A node of the syntax tree of LaTeX, as far as it is read. */
export interface LatexNode {
  readonly type: string
  readonly content?: string | readonly LatexNode[]
  readonly args?: readonly LatexArgument[]
  readonly env?: string | { readonly content: string }
  /** Empty for `^` and `_` in formulas. */
  readonly escapeToken?: string
}

export interface LatexArgument {
  readonly content: readonly LatexNode[]
  readonly openMark: string
  readonly closeMark: string
}

/** Macros that the parser does not know, with their arguments: `o` in brackets, `m` in braces. */
export const latexSignatures: Readonly<Record<string, { readonly signature: string }>> = Object.fromEntries(
  [
    // Where their other half is missing.
    ['begin', 'm'],
    ['end', 'm'],
    ['SI', 'o m o m'],
    ['qty', 'o m m'],
    ['SIrange', 'o m m m'],
    ['qtyrange', 'o m m m'],
    ['numrange', 'o m m'],
    ['num', 'o m'],
    ['si', 'o m'],
    ['unit', 'o m'],
    ['ang', 'o m'],
    ['ce', 'm'],
    ['multirow', 'o m o m m'],
    ['doi', 'm'],
    ['affiliation', 'o m'],
    ['affil', 'o m'],
    ['inst', 'm'],
    ['keywords', 'm'],
    ['citet', 's o o m'],
    ['citep', 's o o m'],
    ['citealp', 's o o m'],
    ['citeauthor', 's o o m'],
    ['citeyear', 's o o m'],
    ['autocite', 's o o m'],
    ['parencite', 's o o m'],
    ['textcite', 's o o m'],
    ['supercite', 'o o m'],
    ['onlinecite', 'o o m'],
    ['subfile', 'm'],
    ['import', 'm m'],
    ['caption', 's o m'],
    ['autoref', 's m'],
    ['cref', 's m'],
    ['Cref', 's m'],
    ['eqref', 'm'],
  ].map(([name, signature]) => [name, { signature }]),
)

/** The name of a macro, or the text of a string; empty for nodes that hold others. */
export function wordOf(node: LatexNode | undefined): string {
  return typeof node?.content === 'string' ? node.content : ''
}

export function childrenOf(node: LatexNode): readonly LatexNode[] {
  return Array.isArray(node.content) ? (node.content as readonly LatexNode[]) : []
}

export function environmentName({ env }: LatexNode): string {
  return (typeof env === 'object' ? env.content : (env ?? '')).replace(/\*$/, '')
}

/** The arguments in braces. */
export function requiredArguments({ args = [] }: LatexNode): readonly (readonly LatexNode[])[] {
  return args.filter(({ openMark }) => openMark === '{').map(({ content }) => content)
}

/** Every node of the tree, in the order of the text; arguments come before content. */
export function* walkLatex(nodes: readonly LatexNode[]): Generator<LatexNode> {
  for (const node of nodes) {
    yield node
    for (const { content } of node.args ?? []) yield* walkLatex(content)
    yield* walkLatex(childrenOf(node))
  }
}

/** Nodes as they were written. */
export function printLatex(nodes: readonly LatexNode[]): string {
  return nodes
    .map((node) => {
      const inner = typeof node.content === 'string' ? node.content : printLatex(childrenOf(node))
      const args = (node.args ?? []).map(
        ({ content, openMark, closeMark }) => openMark + printLatex(content) + closeMark,
      )
      switch (node.type) {
        case 'macro':
          return `${node.escapeToken ?? '\\'}${inner}${args.join('')}`
        case 'group':
          return `{${inner}}`
        case 'inlinemath':
          return `$${inner}$`
        case 'whitespace':
          return ' '
        case 'parbreak':
          return '\n\n'
        case 'comment':
          return ''
        default:
          return inner
      }
    })
    .join('')
}
