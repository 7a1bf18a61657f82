import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { OnnxLanes } from '#models/onnx-lanes.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'
import { cachedModelFile } from './cached-model-file.ts'

const modelPath = cachedModelFile('all-minilm-l6-v2', 'model.onnx')
/** [CLS], a word, [SEP]. */
const textOf = (word: number): number[] => [101, 2000 + word, 102]
const words = Array.from({ length: 200 }, (_, word) => word)

test('many texts over several lanes have the vectors they have over one', async () => {
  const [one, several] = [new OnnxLanes(modelPath, 1), new OnnxLanes(modelPath, 3)]
  const alone = await Promise.all(words.map((word) => one.embed(textOf(word))))
  const together = await Promise.all(words.map((word) => several.embed(textOf(word))))
  expect(together).toEqual(alone)
  await Promise.all([one.close(), several.close()])
})

test('a text that waits when it is cancelled is not embedded; the others are', async () => {
  const lanes = new OnnxLanes(modelPath, 1)
  const stop = new AbortController()
  const kept = lanes.embed(textOf(1))
  const waiting = lanes.embed(textOf(2), stop.signal)
  const after = lanes.embed(textOf(3))
  stop.abort()
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
  expect(await kept).toHaveLength(384)
  expect(await after).toHaveLength(384)
  await lanes.close()
})

test('closing fails what waits, and a text after it starts anew', async () => {
  const lanes = new OnnxLanes(modelPath, 2)
  const waiting = words.map((word) => lanes.embed(textOf(word)))
  const ends = Promise.allSettled(waiting)
  await lanes.close()
  expect(new Set((await ends).map(({ status }) => status))).toEqual(new Set(['rejected']))
  expect(await lanes.embed(textOf(1))).toHaveLength(384)
  await lanes.close()
})

test('a file that is no model fails each text with what to do', async () => {
  const path = join(temporaryFolder(), 'model.onnx')
  writeFileSync(path, 'not a model')
  const lanes = new OnnxLanes(path, 2)
  for (const word of [1, 2])
    await expect(lanes.embed(textOf(word))).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('nacre models pull'),
    })
  await lanes.close()
})
