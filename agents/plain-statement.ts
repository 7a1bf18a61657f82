/** Openings that speak of the evidence or of thinking instead of the world. */
const opening =
  /^(?:(?:based on|according to|from|as (?:stated|shown|described|mentioned) in|given) (?:the|this|all the) (?:[\w-]+ )?(?:evidence|text|passages?|information|data|context|knowledge graph|reasoning steps|facts?)(?: (?:provided|given|above))?,? *(?:(?:we|one) (?:know|can (?:see|conclude|infer)|see)(?: that)?,? *|it (?:is (?:clear|evident|known|stated)|can be (?:seen|concluded|inferred))(?: that)?,? *)?|(?:the|this) (?:provided |given )?(?:evidence|text|passage|information|context) (?:clearly )?(?:shows|states|suggests|indicates|says|tells us|explains|mentions|reveals|supports)(?: (?:us )?that)? +|(?:we|one) (?:know|can (?:see|conclude|infer)) that +|it is (?:stated|mentioned|known) that +|the answer (?:to the question )?is(?: that)?:? +|this (?:mechanism |effect )?is (?:supported|shown|confirmed) by the fact that +|(?:therefore|thus|hence|so|in (?:conclusion|summary)|overall|answer|step \d+|reasoning|principle|hypothesis)[,:] +)/i

/** What is left talks about the task, not about materials. */
const aboutTheTask =
  /^(?:identify|locate|extract|find|determine|consider|analy[sz]e|read|review|look|check|compare|summari[sz]e|understand|recall|note|think|explain|use the|list|define|calculate|examine|evaluate|conclude|answer|state)\b|^to (?:determine|understand|identify|find|answer|calculate|explain|evaluate|assess|know|see)\b|\b(?:the (?:evidence|question|answer|passage|text|provided|given|information|data point|reasoning steps?)|we (?:need|should|can|must|have)\b|relevant information|data points?|of interest|in question)\b/i

/**
 * A sentence of a model as a statement about the world: openings such as "The evidence shows that" are taken away.
 * Undefined where it is a question or speaks of the task itself ("Identify the relevant data").
 */
export function plainStatement(sentence: string): string | undefined {
  let text = sentence.trim()
  for (let before = ''; before !== text;) {
    before = text
    text = text.replace(opening, '')
  }
  if (text === '' || text.endsWith('?') || aboutTheTask.test(text)) return undefined
  return text.charAt(0).toUpperCase() === text.charAt(0) || isName(text)
    ? text
    : text.charAt(0).toUpperCase() + text.slice(1)
}

/** `pH`, `mRNA`, `α-Al2O3` keep their small first letter. */
function isName(text: string): boolean {
  return /^(?:[a-z]{1,2}\p{Lu}|[α-ω]-)/u.test(text)
}
