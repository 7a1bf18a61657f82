import { z } from 'zod'
import { pairFormats, type PairFormat } from '#agents/pairs/export/pair-formats.ts'
import { refusalOf } from '#agents/pairs/export/refusal-of.ts'
import { NacreError } from '#core/errors.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { listAll } from '#graph/list-all.ts'
import { idParams } from '#src/api/id-params.ts'
import { listPage } from '#src/api/list-page.ts'
import { nextCursor, pageQuery } from '#src/api/paging.ts'
import { defineRoute, type Route } from '#src/api/route.ts'
import { jobInputs } from '#src/jobs/job-input.ts'
import { jobSchema } from '#src/wire/jobs.ts'
import {
  pairLineSchema,
  pairQualitySchema,
  pairSchema,
  taskSchema,
  toWirePair,
  toWirePairLine,
  toWirePairQuality,
  toWireTask,
} from '#src/wire/training.ts'
import { addJob, locationOfJob } from './job-routes.ts'

const formats = Object.keys(pairFormats) as [PairFormat, ...PairFormat[]]

/** Tasks and preference pairs. */
export const trainingRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/tasks',
    id: 'listTasks',
    summary: 'The questions that Nacre asked itself, by id.',
    scope: 'read',
    query: z.strictObject(pageQuery),
    reply: z.object({ tasks: z.array(taskSchema), next_cursor: nextCursor }),
    handle: async ({ app, query }) => {
      const { records, next_cursor } = await listPage(await app.graph(), 'task', query)
      return { tasks: records.map(toWireTask), next_cursor }
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/tasks:generate',
    id: 'generateTasks',
    summary: 'Asks new questions about the corpus; the reply tells the job.',
    scope: 'train',
    status: 202,
    isRepeatable: true,
    body: jobInputs.generate,
    reply: jobSchema,
    location: locationOfJob,
    handle: ({ app, body }) => addJob(app, 'generate', body),
  }),
  defineRoute({
    method: 'post',
    path: '/v1/pairs:build',
    id: 'buildPairs',
    summary: 'Builds a preference pair for each task that has none; the reply tells the job.',
    scope: 'train',
    status: 202,
    isRepeatable: true,
    body: jobInputs.pairs,
    reply: jobSchema,
    location: locationOfJob,
    handle: ({ app, body }) => addJob(app, 'pairs', body),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/tasks/{id}',
    id: 'getTask',
    summary: 'A task: its passage, neighbours, fact and question.',
    scope: 'read',
    params: idParams,
    reply: taskSchema,
    handle: async ({ app, params }) => {
      const task = await (await app.graph()).getRecord('task', params.id)
      if (task === undefined)
        throw new NacreError('not-found', `There is no task ${params.id}. GET /v1/tasks lists them.`)
      return toWireTask(task)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/pairs',
    id: 'listPairs',
    summary: 'The preference pairs, by id.',
    scope: 'read',
    query: z.strictObject(pageQuery),
    reply: z.object({ pairs: z.array(pairLineSchema), next_cursor: nextCursor }),
    handle: async ({ app, query }) => {
      const { records, next_cursor } = await listPage(await app.graph(), 'pair', query)
      return { pairs: records.map(toWirePairLine), next_cursor }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/pairs/{id}',
    id: 'getPair',
    summary: 'A pair in full: its spans, what it was made from, and by which models.',
    scope: 'read',
    params: idParams,
    reply: pairSchema,
    handle: async ({ app, params }) => {
      const pair = await (await app.graph()).getRecord('pair', params.id)
      if (pair === undefined)
        throw new NacreError('not-found', `There is no pair ${params.id}. GET /v1/pairs lists them.`)
      return toWirePair(pair)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/exports/pairs',
    id: 'exportPairs',
    summary:
      'All pairs as JSON Lines for a trainer; those whose documents name no licence only where that is asked for.',
    scope: 'train',
    isVolatile: true,
    query: z.strictObject({
      format: z.enum(formats).default('trl'),
      allow_unknown_license: z.boolean().default(false),
    }),
    mediaTypes: ['application/x-ndjson'],
    handle: async ({ app, query }) => ({
      mediaType: 'application/x-ndjson',
      name: `pairs-${query.format}.jsonl`,
      content: pairLines(await app.graph(), query.format, query.allow_unknown_license),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/exports/pairs/quality',
    id: 'measurePairs',
    summary: 'What the pairs are like as a data set, and what to know before training on them.',
    scope: 'read',
    reply: pairQualitySchema,
    handle: async ({ app }) => {
      const { measurePairs } = await import('#agents/pairs/quality/measure-pairs.ts')
      return toWirePairQuality(measurePairs(await Array.fromAsync(listAll(await app.graph(), 'pair'))))
    },
  }),
]

async function* pairLines(graph: GraphStore, format: PairFormat, allowUnknownLicense: boolean): AsyncGenerator<string> {
  for await (const pair of listAll(graph, 'pair')) {
    if (refusalOf(pair, allowUnknownLicense) !== undefined) continue
    for (const row of pairFormats[format](pair)) yield `${JSON.stringify(row)}\n`
  }
}
