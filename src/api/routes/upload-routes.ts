import { z } from 'zod'
import { NacreError } from '#core/errors.ts'
import { readFailedSources } from '#ingest/failed-sources.ts'
import { idParams } from '#src/api/id-params.ts'
import { RequestError } from '#src/api/problem.ts'
import { defineRoute, type Route, type UploadedFile } from '#src/api/route.ts'
import type { App } from '#src/app.ts'
import { failuresPath, fileOf } from '#src/ingest-sources.ts'
import { keepText, keepUpload, nameOfText, sweepUploads } from '#src/upload-folder.ts'
import { jobSchema } from '#src/wire/jobs.ts'
import { questionText } from '#src/wire/question-text.ts'
import { requireVersion } from './document-routes.ts'
import { addJob, locationOfJob } from './job-routes.ts'

const tags = z.array(z.string().regex(/\S/).min(1).max(200)).max(20).default([])
const bodySchema = z.union([
  z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(2_000), tags }),
  z.strictObject({ text: questionText.max(900_000), title: questionText.max(200).default('Text'), tags }),
])
type Body = z.output<typeof bodySchema>
const fieldsSchema = z.strictObject({ tags })

/** Documents on their way in. All of this is read by a worker; the reply tells the job. */
export const uploadRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/v1/documents',
    id: 'addDocuments',
    summary:
      'Reads documents: files (multipart, field "file"), an address, or a text in Markdown. What is there already is skipped.',
    scope: 'ingest',
    status: 202,
    isRepeatable: true,
    body: bodySchema,
    fields: fieldsSchema,
    reply: jobSchema,
    location: locationOfJob,
    handle: async ({ app, body, fields, files }) => {
      await sweepUploads(app, { now: Date.now() })
      return addJob(app, 'ingest', await toSources(app, body, files, fields))
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/documents/{id}:replace',
    id: 'replaceDocument',
    summary: 'Puts a new version, one file, address or text, in the place of a document. Takes If-Match.',
    scope: 'ingest',
    status: 202,
    isRepeatable: true,
    params: idParams,
    body: bodySchema,
    fields: fieldsSchema,
    mostFiles: 1,
    reply: jobSchema,
    location: locationOfJob,
    handle: async ({ app, params, body, fields, files, header }) => {
      await requireVersion(app, params.id, header('If-Match') ?? '*')
      return addJob(app, 'ingest', { ...(await toSources(app, body, files, fields)), replaces: params.id })
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/documents:failed',
    id: 'listFailures',
    summary: 'What could not be read, and why.',
    scope: 'read',
    isVolatile: true,
    reply: z.object({
      failed: z.array(z.object({ source: z.string(), code: z.string(), message: z.string(), failed_at: z.string() })),
    }),
    handle: async ({ app }) => {
      const failed = await readFailedSources(failuresPath(app.config.dataFolder))
      return {
        failed: failed.map(({ source, code, message, failedAt }) => ({ source, code, message, failed_at: failedAt })),
      }
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/documents:retry',
    id: 'retryFailures',
    summary: 'Tries again what could not be read: one job for all that was read with the same tags.',
    scope: 'ingest',
    status: 202,
    body: z.strictObject({}),
    reply: z.object({ jobs: z.array(jobSchema) }),
    location: () => '/v1/jobs',
    handle: async ({ app }) => {
      const failed = await readFailedSources(failuresPath(app.config.dataFolder))
      const groups = Map.groupBy(failed, (failure) => JSON.stringify(failure.tags ?? []))
      const jobs = [...groups].map(([tagged, group]) => {
        const names = Object.fromEntries(group.map(({ from, source }) => [from, fileOf(source)]))
        return addJob(app, 'ingest', { sources: Object.keys(names), names, tags: JSON.parse(tagged) as string[] })
      })
      return { jobs: await Promise.all(jobs) }
    },
  }),
]

/** What a client has sent as the input of a job. */
async function toSources(
  { config: { dataFolder } }: App,
  body: Body,
  files: readonly UploadedFile[],
  fields: unknown,
): Promise<{ sources: string[]; names: Record<string, string>; tags: string[] }> {
  if (files.length > 0) {
    const names: Record<string, string> = {}
    for (const { path, name } of files) {
      const kept = await keepUpload(path, name, dataFolder).catch((error: unknown) => {
        if (error instanceof NacreError) throw new RequestError('unsupported-media-type', error.message)
        throw error
      })
      names[kept] = name
    }
    return { sources: Object.keys(names), names, tags: (fields as z.output<typeof fieldsSchema>).tags }
  }
  if ('url' in body) return { sources: [body.url], names: {}, tags: body.tags }
  const kept = await keepText(body.text, dataFolder)
  return { sources: [kept], names: { [kept]: nameOfText(body.title) }, tags: body.tags }
}
