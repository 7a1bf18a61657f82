import { readFileSync } from 'node:fs'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { readFields, writeField } from '#models/onnx-fields.ts'
import { exactProduct, multiplyInInt8, productProbe } from '#models/onnx-int8-products.ts'
import { cachedModelFile } from './cached-model-file.ts'

const forms = ['int8', 'uint8'] as const

test.for(forms)('products of the embedder become products of uint8 and %s, once', (form) => {
  const model = readFileSync(cachedModelFile('all-minilm-l6-v2', 'model.onnx'))
  const quick = multiplyInInt8(model, form)
  expect(quick).toBeDefined()
  const operators = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
  // Six layers of six products each; those of attention have no weights.
  expect(operators(quick!).split('MatMulInteger').length - 1).toBeGreaterThanOrEqual(36)
  expect(operators(model)).not.toContain('MatMulInteger')
  expect(multiplyInInt8(quick!, form)).toBeUndefined()
})

test.for(forms)('the probe tells whether products with %s are exact', async (form) => {
  const probe = await InferenceSession.create(productProbe(form))
  const x = new Tensor('uint8', new Uint8Array(8 * 64).fill(1), [8, 64])
  const { y } = await probe.run({ x })
  expect([...new Set(y?.data as Int32Array)]).toEqual([exactProduct / 255])
  await probe.release()
})

test('products of uint8 with uint8 are exact on every processor', async () => {
  const probe = await InferenceSession.create(productProbe('uint8'))
  const { y } = await probe.run({ x: new Tensor('uint8', new Uint8Array(8 * 64).fill(255), [8, 64]) })
  expect([...new Set(y?.data as Int32Array)]).toEqual([exactProduct])
  await probe.release()
})

test('fields are read as they were written; what is no message is refused', () => {
  const written = writeField(300, [writeField(1, 'nacre'), writeField(2, 70_000)])
  const [outer] = readFields(written)
  expect(outer?.number).toBe(300)
  expect(readFields(outer!.bytes).map(({ number, value }) => [number, value])).toEqual([
    [1, 5],
    [2, 70_000],
  ])
  for (const damaged of [written.subarray(0, -1), Uint8Array.of(255), Uint8Array.of(7, 1)]) {
    expect(() => readFields(damaged)).toThrow(/damaged/)
  }
})
