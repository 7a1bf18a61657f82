import { thinkingCategories, type Thinking, type ThinkingCategory } from '#core/thinking.ts'
import { sentinels } from './sentinel-parser.ts'

const graphCategories: ReadonlySet<ThinkingCategory> = new Set([
  'Knowledge Graph',
  'Abstract Insights',
  'Abstract Pattern',
])

/** What stands under a category that has no statement. */
export const emptyCategory = '(none)'

/**
 * Thinking as text between its markers: bold category names in the order of the method (arXiv 2410.12375), reasoning
 * steps numbered, all else as list items. Empty categories are printed too; those of graph mode only where they have content.
 */
export function renderThinking(thinking: Thinking): string {
  return `${sentinels.thinking.open}\n${renderSections(thinking)}\n${sentinels.thinking.close}`
}

/** The same without the markers. */
export function renderSections(thinking: Thinking): string {
  return thinkingCategories
    .filter((category) => !graphCategories.has(category) || statementsOf(thinking, category).length > 0)
    .map((category) => {
      const lines = statementsOf(thinking, category).map((text, index) =>
        category === 'Reasoning Steps' ? `${index + 1}. ${text}` : `- ${text}`,
      )
      return `**${category}**\n${lines.length === 0 ? emptyCategory : lines.join('\n')}`
    })
    .join('\n\n')
}

function statementsOf(thinking: Thinking, category: ThinkingCategory): string[] {
  return thinking
    .filter((section) => section.category === category)
    .flatMap((section) => section.statements.map((statement) => oneLine(statement.text)))
}

/** A statement is one line, so that the text can be read back. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
