import type { RequestHandler } from 'express'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  /** Counts and times the requests of one route. */
  watch(route: string): RequestHandler
  /** Everything in the text format of Prometheus. */
  read(): Promise<string>
  readonly mediaType: string
}

/** Figures of one server: requests by route and status, their time, those under way, and the process. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'nacre_' })
  const registers = [registry]
  const requests = new Counter({
    name: 'nacre_http_requests_total',
    help: 'Requests that were answered',
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  const seconds = new Histogram({
    name: 'nacre_http_request_seconds',
    help: 'Time until a reply was complete or the client left',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 300],
    registers,
  })
  const underWay = new Gauge({ name: 'nacre_http_requests_under_way', help: 'Requests being answered', registers })
  return {
    watch: (route) => (request, response, next) => {
      const startedMs = performance.now()
      underWay.inc()
      response.on('close', () => {
        underWay.dec()
        requests.inc({ method: request.method, route, status: String(response.statusCode) })
        seconds.observe({ method: request.method, route }, (performance.now() - startedMs) / 1000)
      })
      next()
    },
    read: () => registry.metrics(),
    mediaType: registry.contentType,
  }
}
