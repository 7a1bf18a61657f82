import type { PreferencePair } from '#core/pair.ts'

/**
 * A pair as the rows that a trainer reads; all but `kto` make one row. Names as the trainers document them: TRL
 * (conversational and standard preference, unpaired preference for KTO), Axolotl (`chat_template.default` for DPO),
 * LLaMA-Factory (ShareGPT ranking; wants an entry in `dataset_info.json`), OpenRLHF (its default keys).
 */
export const pairFormats = {
  trl: ({ id, prompt, chosen, rejected }) => [
    { id, prompt: [user(prompt)], chosen: [assistant(chosen)], rejected: [assistant(rejected)] },
  ],
  'trl-standard': ({ id, prompt, chosen, rejected }) => [{ id, prompt, chosen, rejected }],
  kto: ({ id, prompt, chosen, rejected }) => [
    { id: `${id}-chosen`, prompt, completion: chosen, label: true },
    { id: `${id}-rejected`, prompt, completion: rejected, label: false },
  ],
  axolotl: ({ id, prompt, chosen, rejected }) => [
    { id, messages: [user(prompt)], chosen: assistant(chosen), rejected: assistant(rejected) },
  ],
  'llama-factory': ({ id, prompt, chosen, rejected }) => [
    {
      id,
      conversations: [{ from: 'human', value: prompt }],
      chosen: { from: 'gpt', value: chosen },
      rejected: { from: 'gpt', value: rejected },
    },
  ],
  openrlhf: ({ id, prompt, chosen, rejected }) => [{ id, prompt, chosen, rejected }],
} satisfies Record<string, (pair: PreferencePair) => readonly object[]>

export type PairFormat = keyof typeof pairFormats

function user(content: string) {
  return { role: 'user', content } as const
}

function assistant(content: string) {
  return { role: 'assistant', content } as const
}
