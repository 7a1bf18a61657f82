/** The categories of a thinking section, in the order of the method (arXiv 2410.12375); the first three only in graph mode (arXiv 2501.08120). */
export const thinkingCategories = [
  'Knowledge Graph',
  'Abstract Insights',
  'Abstract Pattern',
  'Reasoning Steps',
  'Relevant Materials or Concepts',
  'Design Principles',
  'Material Properties',
  'Hypothesis',
  'Additional Background',
] as const
export type ThinkingCategory = (typeof thinkingCategories)[number]

/** One line of thinking and what stands behind it. */
export interface ThinkingStatement {
  readonly text: string
  /** `evidence`: said by a cited sentence; `graph`: read from the graph; `model`: the model's own, not grounded. */
  readonly origin: 'evidence' | 'graph' | 'model'
  /** Ids of the chunks behind it; empty for the model's own. */
  readonly chunkIds: readonly string[]
  /** The verifier's probability that the evidence supports it, where it was asked. */
  readonly support?: number
}

export interface ThinkingSection {
  readonly category: ThinkingCategory
  readonly statements: readonly ThinkingStatement[]
}

/** A whole thinking block as typed parts; `renderThinking` writes it, `parseThinking` reads it back. */
export type Thinking = readonly ThinkingSection[]
