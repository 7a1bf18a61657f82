import { keyHeaders } from './api-key.ts'
import { readProblem } from './problem-error.ts'

/** Sends a request and reads the JSON of its reply. Throws `ProblemError` where the server refuses. */
export async function requestJson<T>(
  path: string,
  options: {
    readonly method?: 'GET' | 'POST' | 'DELETE'
    readonly body?: unknown
    readonly form?: FormData
    readonly signal?: AbortSignal
  } = {},
): Promise<T> {
  const { method = 'GET', body, form, signal } = options
  const response = await fetch(path, {
    method,
    headers: {
      Accept: 'application/json',
      ...keyHeaders(),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(form !== undefined && { body: form }),
    ...(signal !== undefined && { signal }),
  })
  if (!response.ok) throw await readProblem(response)
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T)
}
