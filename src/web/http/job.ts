import type { z } from 'zod'
import type { jobEventSchema, jobSchema } from '#src/wire/jobs.ts'

export type WireJob = z.infer<typeof jobSchema>
export type WireJobEvent = z.infer<typeof jobEventSchema>
type Progress = NonNullable<WireJob['progress']>

/** What is counted, in the words of the page. */
const words: Readonly<Record<string, readonly [one: string, many: string]>> = {
  documents: ['document', 'documents'],
  pages: ['page', 'pages'],
  chunks: ['passage', 'passages'],
  entities: ['thing', 'things'],
  relations: ['statement', 'statements'],
  quantities: ['quantity', 'quantities'],
  skipped: ['there already', 'there already'],
  failed: ['could not be read', 'could not be read'],
}

/** Whether more is to come of it. */
export function isUnderWay({ state }: Pick<WireJob, 'state'>): boolean {
  return state === 'queued' || state === 'running'
}

/** How far it is, 0 to 100. */
export function percentOf(progress: Progress | null): number {
  if (progress === null) return 0
  const { done, total, share = total > 0 ? done / total : 0 } = progress
  return Math.round(100 * share)
}

/** `glass.pdf: 3 pages, 41 passages, 120 things; about 20 s left`. */
export function describeProgress({ done, total, detail, counts = {}, seconds_left: seconds }: Progress): string {
  const all = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count.toLocaleString('en')} ${words[kind]?.[count === 1 ? 0 : 1] ?? kind}`)
  const share = total > 1 ? [`${done} of ${total}`] : []
  const left = seconds === undefined ? '' : `; about ${describeSeconds(seconds)} left`
  const text = [...share, ...all].join(', ')
  return `${detail === undefined ? '' : `${detail}${text === '' ? '' : ': '}`}${text}${left}`
}

/** How a job is, in words. */
export function describeJob({ state, progress, failure }: WireJob): string {
  if (state === 'failed') return failure?.message ?? 'It failed.'
  if (state === 'queued') return failure === null ? 'Waits for a worker' : `Tried again soon: ${failure.message}`
  if (progress === null) return state === 'running' ? 'Begun' : ''
  return describeProgress(state === 'done' ? { ...progress, detail: undefined } : progress)
}

/** What a job is about: `Read glass.pdf and 2 more`. */
export function nameOfJob({ kind, input }: Pick<WireJob, 'kind' | 'input'>): string {
  const about = (typeof input === 'object' && input !== null ? input : {}) as {
    readonly sources?: readonly string[]
    readonly names?: Readonly<Record<string, string>>
    readonly question?: string
    readonly n?: number
  }
  switch (kind) {
    case 'ingest': {
      const sources = (about.sources ?? []).map((source) => about.names?.[source] ?? source)
      const more = sources.length > 1 ? ` and ${sources.length - 1} more` : ''
      return `Read ${sources[0] ?? 'documents'}${more}`
    }
    case 'reason':
      return `Answer “${about.question ?? ''}”`
    case 'generate':
      return `Make ${about.n ?? 1} ${about.n === 1 ? 'task' : 'tasks'}`
    case 'pairs':
      return 'Build preference pairs'
  }
}

function describeSeconds(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  return seconds < 3_600 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`
}
