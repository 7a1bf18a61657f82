import { environmentName, printLatex, requiredArguments, wordOf, type LatexNode } from './latex-node.ts'

/** What a label stands for, as the printed page numbers it. */
export interface LatexLabel {
  readonly kind: 'Figure' | 'Table' | 'Equation' | 'Section'
  readonly number: string
}

/** The labels of a document by name, and the numbers of its captions. */
export function numberLatexLabels(nodes: readonly LatexNode[]): {
  readonly labels: ReadonlyMap<string, LatexLabel>
  readonly captions: ReadonlyMap<LatexNode, LatexLabel>
} {
  const labels = new Map<string, LatexLabel>()
  const captions = new Map<LatexNode, LatexLabel>()
  const counts = { Figure: 0, Table: 0, Equation: 0 }
  const sections = [0, 0, 0]
  let current: LatexLabel | undefined
  const number = (within: readonly LatexNode[], float: 'Figure' | 'Table' | undefined): void => {
    for (const node of within) {
      const name = wordOf(node)
      const environment = node.type === 'environment' || node.type === 'mathenv' ? environmentName(node) : ''
      const kind = /figure/i.test(environment) ? 'Figure' : /table/i.test(environment) ? 'Table' : float
      if (node.type === 'mathenv' && !isStarred(node)) current = { kind: 'Equation', number: String(++counts.Equation) }
      const level = ['section', 'subsection', 'subsubsection'].indexOf(node.type === 'macro' ? name : '')
      if (level !== -1 && !(node.args ?? []).some(({ content }) => printLatex(content) === '*')) {
        sections.splice(level, 3 - level, (sections[level] ?? 0) + 1, ...Array.from({ length: 2 - level }, () => 0))
        current = { kind: 'Section', number: sections.slice(0, level + 1).join('.') }
      }
      if (node.type === 'macro' && name === 'caption' && kind !== undefined) {
        current = { kind, number: String(++counts[kind]) }
        captions.set(node, current)
      }
      if (node.type === 'macro' && name === 'label' && current !== undefined) {
        labels.set(printLatex(requiredArguments(node)[0] ?? []), current)
      }
      for (const { content } of node.args ?? []) number(content, kind)
      if (Array.isArray(node.content)) number(node.content as readonly LatexNode[], kind)
    }
  }
  number(nodes, undefined)
  return { labels, captions }
}

function isStarred({ env }: LatexNode): boolean {
  return (typeof env === 'object' ? env.content : (env ?? '')).endsWith('*')
}
