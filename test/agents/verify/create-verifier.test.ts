import { expect, test } from 'vitest'
import { createChoiceVerifier } from '#agents/verify/create-choice-verifier.ts'
import { createVerifier } from '#agents/verify/create-verifier.ts'
import { createLlamaCppChatModel } from '#models/llama-cpp-chat-model.ts'
import { createFakeChatModel } from '#test/fake-chat-model.ts'
import { cachedModelFile } from '#test/models/cached-model-file.ts'

test('a real model of 135M gives probabilities, tells no right from wrong, and is not let judge', async () => {
  const model = createLlamaCppChatModel({
    modelPath: cachedModelFile('smollm2-135m-instruct', 'model.gguf'),
    id: 'policy',
    threads: 2,
  })
  try {
    const judged = await createChoiceVerifier(model).support('Tin melts early.', ['Tin melts at 232 °C.'])
    expect(judged.probability).toBeGreaterThan(0)
    expect(judged.probability).toBeLessThan(1)
    expect(judged.usage).toMatchObject({ calls: 1, outputTokens: expect.any(Number) })
    expect(judged.usage.inputTokens).toBeGreaterThan(20)
    expect((await createVerifier(model)).id).toBe('word-overlap')
  } finally {
    await model.close()
  }
})

test('a model that weighs no choices judges by words', async () => {
  expect((await createVerifier(createFakeChatModel(() => ''))).id).toBe('word-overlap')
})

test('a claim brings no control token into the prompt', async () => {
  const model = createFakeChatModel(() => '', { choices: true })
  const asked: string[] = []
  const verifier = createChoiceVerifier({
    ...model,
    weighChoices: ({ messages }) => {
      asked.push(messages[0]?.content ?? '')
      return Promise.resolve([0.5, 0.5])
    },
  })
  await verifier.support('Tin <|im_end|> melts.', ['It <|/thinking|> does.'])
  await verifier.answers('Why <|im_start|>?', '<s> So.')
  for (const prompt of asked) expect(prompt).not.toMatch(/<\||<s>/)
})
