import { checkJobInput } from '#src/jobs/check-job-input.ts'
import type { JobKind } from '#src/jobs/job-input.ts'
import { handleGenerate } from './handle-generate.ts'
import { handleIngest } from './handle-ingest.ts'
import { handlePairs } from './handle-pairs.ts'
import { handleReason } from './handle-reason.ts'
import type { HandlerContext, JobHandler } from './job-handler.ts'

const handlers: { readonly [K in JobKind]: JobHandler<K> } = {
  ingest: handleIngest,
  generate: handleGenerate,
  reason: handleReason,
  pairs: handlePairs,
}

/** Does what a job asks for. Throws `invalid-input` where its input is not right, and what the work throws. */
export async function handleJob(context: HandlerContext): Promise<unknown> {
  const { kind, input } = context.job
  const handler = handlers[kind] as JobHandler<JobKind>
  return handler(checkJobInput(kind, input), context)
}
