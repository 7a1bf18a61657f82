/** What the server refused, in its own words (RFC 9457). */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, detail: string) {
    super(detail)
    this.status = status
    this.code = code
  }
}

/** Reads the problem document of a reply that is not ok. */
export async function readProblem(response: Response): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => undefined)
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Partial<Record<'detail' | 'code', string>>
  return new ProblemError(
    response.status,
    problem.code ?? 'unavailable',
    problem.detail ?? `The server answered ${response.status} without saying why.`,
  )
}
