/** An abstract pattern: quantities as Greek letters, and how they hang together. */
export interface AbstractPattern {
  readonly expression: string
  /** The different Greek letters, in order. */
  readonly letters: readonly string[]
  readonly rule?: string
  readonly condition?: string
}

const labelled = /^(?:\*\*)?(pattern|(?:key )?rule|(?:essential )?condition)(?:\*\*)?\s*:\s*(?:\*\*)?\s*(.+)$/i

/**
 * Reads an abstract pattern (arXiv 2501.08120) from the lines of its section: an expression with at least two Greek letters
 * and one of the symbols → ∝ ↑ ↓, a line `Rule: …`, a line `Condition: …`. Undefined where there is no such expression. Total.
 */
export function readAbstractPattern(lines: readonly string[]): AbstractPattern | undefined {
  const parts = lines.map((line) => {
    const [, label = '', text = line] = labelled.exec(line.trim()) ?? []
    return { label: label.toLowerCase().replace(/^(?:key|essential) /, ''), text: text.trim() }
  })
  const isExpression = ({ label, text }: { label: string; text: string }): boolean =>
    (label === '' || label === 'pattern') && /[→∝↑↓]/u.test(text) && lettersOf(text).length >= 2
  const expression = parts.find(isExpression)?.text
  if (expression === undefined) return undefined
  const rule = parts.find(({ label }) => label === 'rule')?.text
  const condition = parts.find(({ label }) => label === 'condition')?.text
  return {
    expression,
    letters: lettersOf(expression),
    ...(rule === undefined ? {} : { rule }),
    ...(condition === undefined ? {} : { condition }),
  }
}

function lettersOf(text: string): string[] {
  return [...new Set(text.match(/[α-ωΑ-Ω]/gu))]
}
