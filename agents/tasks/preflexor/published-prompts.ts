import type { ThinkingCategory } from '#core/thinking.ts'

/** The calls of the published method, in its order; the three of graph mode come before the five of the plain one. */
export const publishedParts = [
  {
    category: 'Knowledge Graph',
    isGraphMode: true,
    asks:
      'Name the three to five core concepts on which the answer rests and how they are related. Write one relation a line, in ' +
      'exactly this form: [A] -[REL]-> [B]. REL is IS-A, RELATES-TO or INFLUENCES. Write nothing else.',
  },
  {
    category: 'Abstract Insights',
    isGraphMode: true,
    asks:
      'Step back from the particular materials. Say in three lines: the general pattern behind this; what kind of change takes ' +
      'place; the conditions it needs. Write nothing else.',
  },
  {
    category: 'Abstract Pattern',
    isGraphMode: true,
    asks:
      'Write the matter as one abstract pattern. First line: "Pattern:" and a relation between Greek letters with the symbols ' +
      '→, ∝, ↑ and ↓. Second line: "Rule:" and the one key rule. Third line: "Condition:" and the one essential condition.',
  },
  {
    category: 'Reasoning Steps',
    isGraphMode: false,
    asks: 'Write the steps of reasoning that lead to the answer, one a line, each a full sentence. Do not write the answer itself.',
  },
  {
    category: 'Relevant Materials or Concepts',
    isGraphMode: false,
    asks: 'List the materials and concepts that matter for the answer, one a line, each with what it has to do with it.',
  },
  {
    category: 'Design Principles',
    isGraphMode: false,
    asks: 'List the principles for the design of materials that apply here, one a line.',
  },
  {
    category: 'Material Properties',
    isGraphMode: false,
    asks: 'List the properties of materials that matter here, one a line, with values where they are given.',
  },
  {
    category: 'Hypothesis',
    isGraphMode: false,
    asks: 'State one hypothesis that the answer could rest on, in one or two sentences.',
  },
] as const satisfies readonly { category: ThinkingCategory; isGraphMode: boolean; asks: string }[]

/** What the other calls ask, and the roles in which they are answered. */
export const publishedPrompts = {
  examiner:
    'You are a professor of materials science who sets an examination. You write precise, demanding questions that stand on their own.',
  expert: 'You are an expert on materials. You write plainly, precisely and in few words.',
  question:
    'Write one challenging question on an important fact that the text above tells. An expert must be able to answer it without the ' +
    'text, so name the materials and quantities in full. Do not refer to a text, study, paper, figure, author or name. Reply with the question only.',
  enrichment:
    'Gather the detailed information that these passages hold on the question: facts, mechanisms, numbers. Write a digest.',
  background:
    'Write background that helps to understand the question: definitions and surroundings, one fact a line. Do not answer the question.',
  answer:
    'Answer the question in full, with reasons, from what is given above. Do not refer to a text or to its authors.',
  wrongAnswer:
    'Write an answer to this question that sounds likely but is wrong or incomplete. Reply with that answer only, without a word on it.',
} as const
