import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createOnnxEmbedder } from '#models/onnx-embedder.ts'
import { describeEmbedder } from '#test/contract/embedder.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'
import { cachedModelFile } from './cached-model-file.ts'

const modelPath = cachedModelFile('all-minilm-l6-v2', 'model.onnx')
const tokenizerPath = cachedModelFile('all-minilm-l6-v2', 'tokenizer.json')

describeEmbedder('createOnnxEmbedder', () => createOnnxEmbedder({ modelPath, tokenizerPath, id: 'minilm' }))

test('agrees with the published similarities of the model within the error of 8-bit weights', async () => {
  const embedder = await createOnnxEmbedder({ modelPath, tokenizerPath, id: 'minilm' })
  // The example of the model's documentation in sentence-transformers: 0.6660, 0.1046, 0.1411.
  const [lovely, sunny, stadium] = await embedder.embed([
    'The weather is lovely today.',
    "It's so sunny outside!",
    'He drove to the stadium.',
  ])
  expect(similarity(lovely!, sunny!)).toBeCloseTo(0.666, 1)
  expect(similarity(lovely!, stadium!)).toBeCloseTo(0.1046, 1)
  expect(similarity(sunny!, stadium!)).toBeCloseTo(0.1411, 1)
  await embedder.close()
})

test('names the missing file and the command that fetches it', async () => {
  await expect(createOnnxEmbedder({ modelPath: '/nowhere/model.onnx', tokenizerPath, id: 'x' })).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringMatching(/\/nowhere\/model\.onnx.*nacre models pull/),
  })
})

test('says at the first use that a file is no model', async () => {
  const path = join(temporaryFolder(), 'model.onnx')
  writeFileSync(path, 'not a model')
  const embedder = await createOnnxEmbedder({ modelPath: path, tokenizerPath, id: 'x' })
  expect(embedder.countTokens('steel')).toBe(3)
  await expect(embedder.embed(['steel'])).rejects.toMatchObject({ code: 'unavailable' })
  await embedder.close()
})

test('refuses a tokenizer.json of another family', async () => {
  const path = join(temporaryFolder(), 'tokenizer.json')
  writeFileSync(path, '{"model":{"type":"BPE"}}')
  await expect(createOnnxEmbedder({ modelPath, tokenizerPath: path, id: 'x' })).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining('word-piece'),
  })
})

function similarity(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0)
}
