import { keyHeaders } from './api-key.ts'
import { readProblem } from './problem-error.ts'

/** Saves what an address of the server gives; a plain link could not send the key. */
export async function download(path: string, name: string): Promise<void> {
  const response = await fetch(path, { headers: keyHeaders() })
  if (!response.ok) throw await readProblem(response)
  const address = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
