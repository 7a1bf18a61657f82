import { z } from 'zod'
import { NacreError } from '#core/errors.ts'
import { defineRoute, type Route } from '#src/api/route.ts'

/** How the server is. */
export const healthRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/livez',
    id: 'isLive',
    summary: 'The process answers.',
    scope: 'open',
    isVolatile: true,
    reply: z.object({ status: z.literal('live') }),
    handle: () => Promise.resolve({ status: 'live' as const }),
  }),
  defineRoute({
    method: 'get',
    path: '/readyz',
    id: 'isReady',
    summary: 'Graph, vectors and embedder are open and answer; 503 otherwise.',
    scope: 'open',
    isVolatile: true,
    reply: z.object({
      status: z.literal('ready'),
      graph: z.string(),
      documents: z.number().int(),
      chunks: z.number().int(),
    }),
    handle: async ({ app }) => {
      try {
        const [graph] = await Promise.all([app.graph(), app.vectors()])
        const { documents, chunks } = await graph.stats()
        return { status: 'ready' as const, graph: graph.kind, documents, chunks }
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause)
        throw new NacreError('unavailable', `Not ready: ${reason}`, { cause, isRetryable: true })
      }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/metrics',
    id: 'readMetrics',
    summary: 'Figures of this server for Prometheus.',
    scope: 'read',
    isVolatile: true,
    mediaTypes: ['text/plain'],
    handle: async ({ metrics }) => ({ mediaType: metrics.mediaType, content: await metrics.read() }),
  }),
]
