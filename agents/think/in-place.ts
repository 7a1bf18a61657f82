import { thinkingCategories, type Thinking, type ThinkingSection } from '#core/thinking.ts'

/** The thinking with this section in the place of the one of its category, sections in the order of the method. */
export function inPlace(thinking: Thinking, section: ThinkingSection): Thinking {
  const all = [...thinking.filter(({ category }) => category !== section.category), section]
  return thinkingCategories.flatMap((category) => all.filter((one) => one.category === category))
}
