import { Option, type Command } from 'commander'
import { setTimeout as delay } from 'node:timers/promises'
import { NacreError } from '#core/errors.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { describeCounts } from '#src/cli/describe-counts.ts'
import { formatSeconds } from '#src/cli/output.ts'
import { parseCount } from '#src/cli/parse-count.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { jobStates, type Job, type JobProgress, type JobQueue, type JobState } from '#src/jobs/job-queue.ts'
import { toWireJob, toWireJobEvent } from '#src/wire/jobs.ts'
import { addJobsAdd } from './jobs/add.ts'

const lookEveryMs = 500

/** `nacre jobs ls|watch|cancel|retry|add`. */
export function addJobs(program: Command): void {
  const jobs = program.command('jobs').description('work that waits for "nacre worker", or is under way')
  addJobsAdd(jobs)
  jobs
    .command('ls')
    .description('list the jobs, newest first')
    .addOption(new Option('--state <state...>', 'only these').choices([...jobStates]))
    .option('--limit <n>', 'at most so many', parseCount(1), 50)
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<GlobalFlags & { state?: readonly JobState[]; limit: number }>()
      return runCommand(flags, async ({ app, output }) => {
        const queue = await app.jobs()
        const { state: states, limit } = flags
        const found = await queue.list({ limit, ...(states !== undefined && { states }) })
        const counts = await queue.count()
        output.json({ jobs: found.map(toWireJob), counts })
        for (const job of found) output.line(describeJob(job))
        const total = jobStates.map((state) => `${counts[state]} ${state}`).join(', ')
        output.line(found.length === 0 ? 'No jobs. Next: nacre jobs add --help' : output.dim(total))
        return exitStatus.done
      })
    })
  jobs
    .command('watch')
    .description('tell what happens to a job, or to all of them, until it ends or Ctrl-C')
    .argument('[id]', 'job id, from "nacre jobs ls"')
    .option('--after <number>', 'go on after this event', parseCount(0), 0)
    .action((id: string | undefined, _options, command: Command) => {
      const flags = command.optsWithGlobals<GlobalFlags & { after: number }>()
      return runCommand(flags, async ({ app, output, signal }) => {
        const queue = await app.jobs()
        if (id !== undefined) await requireJob(queue, id)
        for (let after = flags.after; ;) {
          const events = await queue.events({ after, ...(id !== undefined && { jobId: id }) })
          for (const event of events) {
            const { event: kind, ...wire } = toWireJobEvent(event)
            output.event({ event: kind, ...wire })
            const { progress, failure } = event
            const about = progress ? ` ${describeProgress(progress)}` : failure ? `: ${failure.message}` : ''
            output.line(`${new Date(event.atMs).toISOString()}  ${event.jobId}  ${kind}${about}`)
          }
          after = events.at(-1)?.sequence ?? after
          const job = id === undefined ? undefined : await queue.get(id)
          if (events.length === 0 && job?.endedAtMs !== undefined) {
            return job.state === 'done' ? exitStatus.done : exitStatus.failure
          }
          if (events.length === 0) await delay(lookEveryMs, undefined, { signal }).catch(() => undefined)
          if (signal.aborted) return exitStatus.done
        }
      })
    })
  for (const [verb, description, why] of [
    ['cancel', 'stop a job, or take it out of the queue', 'has ended already'],
    ['retry', 'let a failed or cancelled job wait again', 'did not fail'],
  ] as const) {
    jobs
      .command(verb)
      .description(description)
      .argument('<id>', 'job id, from "nacre jobs ls"')
      .action((id: string, _options, command: Command) =>
        runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
          const queue = await app.jobs()
          const { state } = await requireJob(queue, id)
          if (!(await queue[verb](id)))
            throw new NacreError('conflict', `Job ${id} ${why} (${state}). "nacre jobs ls" shows all.`)
          const job = await requireJob(queue, id)
          output.json(toWireJob(job))
          output.line(describeJob(job))
          return exitStatus.done
        }),
      )
  }
}

async function requireJob(queue: JobQueue, id: string): Promise<Job> {
  const job = await queue.get(id)
  if (job === undefined) throw new NacreError('not-found', `There is no job ${id}. "nacre jobs ls" lists them.`)
  return job
}

function describeJob({ id, kind, state, progress, failure, input }: Job): string {
  const about =
    failure !== undefined ? failure.message : state === 'running' && progress ? describeProgress(progress) : ''
  return `${id}  ${state.padEnd(9)} ${kind.padEnd(8)} ${about === '' ? JSON.stringify(input).slice(0, 100) : about}`
}

function describeProgress({ done, total, detail = '', counts = {}, secondsLeft }: JobProgress): string {
  const left = secondsLeft === undefined ? '' : `, about ${formatSeconds(secondsLeft)} left`
  const words = [describeCounts(counts), detail].filter((text) => text !== '').join(': ')
  return `${done}${total > 0 ? `/${total}` : ''}${left}${words === '' ? '' : ` ${words}`}`
}
