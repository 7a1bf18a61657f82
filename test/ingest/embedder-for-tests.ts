import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Embedder } from '#models/embedder.ts'
import { createOnnxEmbedder } from '#models/onnx-embedder.ts'

/** The real embedder from the model cache. */
export function openEmbedderForTests(): Promise<Embedder> {
  const folder = join(process.env['NACRE_CACHE'] ?? join(homedir(), '.cache', 'nacre'), 'models', 'all-minilm-l6-v2')
  return createOnnxEmbedder({
    modelPath: join(folder, 'model.onnx'),
    tokenizerPath: join(folder, 'tokenizer.json'),
    id: 'all-minilm-l6-v2-int8',
  })
}
