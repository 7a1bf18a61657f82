import { pullModel } from '#models/pull-model.ts'
import { readConfig } from '#src/config.ts'

/** Fetches the small models before any test runs: the embedder and the 135M policy, 120 MB, once a machine. */
export async function setup(): Promise<void> {
  const { cacheFolder } = readConfig()
  for (const name of ['all-minilm-l6-v2', 'smollm2-135m-instruct']) {
    let toldMs = 0
    await pullModel(name, {
      cacheFolder,
      onProgress: ({ bytes, totalBytes }) => {
        if (performance.now() - toldMs < 2_000) return
        toldMs = performance.now()
        console.error(`Fetching ${name}: ${Math.round(bytes / 1e6)} of ${Math.round(totalBytes / 1e6)} MB`)
      },
    })
  }
}
