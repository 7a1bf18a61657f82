import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { NacreError } from '#core/errors.ts'

const blockBytes = 16_384
const blocks = 256

/**
 * Twelve hex digits that tell one model file from another: SHA-256 of its size and of 256 blocks spread evenly over it.
 * Training or another quantisation changes weights everywhere, so this finds it, and a file of many gigabytes is
 * recognised in milliseconds. No protection against a forger. Errors: `not-found`.
 */
export async function fingerprintFile(path: string): Promise<string> {
  const file = await open(path).catch((cause: unknown) => {
    throw new NacreError('not-found', `Expected a model file ${path}; it cannot be read. Check the path.`, { cause })
  })
  try {
    const { size } = await file.stat()
    const hash = createHash('sha256').update(`${size}:`)
    const buffer = Buffer.alloc(blockBytes)
    for (let block = 0; block < blocks; block++) {
      const start = Math.floor((Math.max(0, size - blockBytes) * block) / (blocks - 1))
      const { bytesRead } = await file.read(buffer, 0, blockBytes, start)
      hash.update(buffer.subarray(0, bytesRead))
    }
    return hash.digest('hex').slice(0, 12)
  } finally {
    await file.close()
  }
}
