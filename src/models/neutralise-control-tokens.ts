/** Text that is safe to put into a prompt, and the way back to where each character came from. */
export interface NeutralText {
  readonly text: string
  /** Offset in the source of an offset in `text`; both UTF-16. An inserted space belongs to the character after it. */
  toSource(offset: number): number
}

const roles = 'system|user|assistant|human|instruction|response|input'
const tags =
  's|bos|eos|pad|unk|mask|sep|cls|sys|think|thinking|thought|reflect|reflection|answer|tools?|tool_calls?|tool_response|' +
  `function_calls?|start_of_turn|end_of_turn|start_of_image|extra_id_\\d+|unused\\d+|fim_[a-z]+|repo_name|file_sep|im_start|im_end|im_sep|eot_id|${roles}`
const brackets =
  'inst|sys|system_prompt|available_tools|tool_calls?|tool_results?|tool_content|img|img_break|img_end|pad|unk'

/**
 * Where a control token of a known model family, or one of ours, could begin to act: the place is cut by one space.
 * A cut token is plain text to every tokenizer, and a space never completes another token, so one pass is a fixpoint.
 */
const cuts: readonly RegExp[] = [
  // <|im_start|>, <|thinking|>, <|endoftext|> … and the same with full-width characters
  /(?<=[<＜﹤])(?=[|｜￨])/gu,
  // <s>, </s>, <think>, <start_of_turn>, <<SYS>> … with or without attributes
  new RegExp(`(?<=[<＜﹤])(?=/?(?:${tags})(?:[\\s/][^<>]{0,64})?[>＞﹥])`, 'giu'),
  // [INST], [/INST], [TOOL_CALLS] …
  new RegExp(`(?<=\\[)(?=/?(?:${brackets})\\])`, 'giu'),
  // a line that speaks as somebody else: "### Instruction:", "Assistant:"
  new RegExp(`(?<=^[#*\\s]{0,8}(?:${roles})\\*{0,2})(?=:)`, 'gimu'),
]

/**
 * The one door for text of documents and users into a prompt: control tokens of the known model families and of Nacre
 * itself become plain text that reads the same. Ordinary scientific text (`x < y`, `|a|`, `<110>`) is left as it is.
 * Linear in the length of the text; total; idempotent.
 */
export function neutraliseControlTokens(source: string): NeutralText {
  const places = new Set<number>()
  for (const cut of cuts) for (const { index } of source.matchAll(cut)) places.add(index)
  if (places.size === 0) return { text: source, toSource: (offset) => offset }

  const sorted = [...places].sort((a, b) => a - b)
  const pieces = sorted.map((place, index) => source.slice(sorted[index - 1] ?? 0, place))
  pieces.push(source.slice(sorted.at(-1)))
  // After k insertions, place k stands k characters further on.
  const inserted = sorted.map((place, index) => place + index)
  return {
    text: pieces.join(' '),
    toSource: (offset) => offset - countBelow(inserted, offset),
  }
}

/** How many of the ascending numbers are smaller than `limit`. */
function countBelow(ascending: readonly number[], limit: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] ?? Infinity) < limit) low = middle + 1
    else high = middle
  }
  return low
}
