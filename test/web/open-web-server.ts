import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { openApp, type App } from '#src/app.ts'
import { startServer } from '#src/api/start-server.ts'
import { readConfig } from '#src/config.ts'
import { openWebPage } from '#src/web-page.ts'
import { makeRecords } from '#test/make-records.ts'
import { runNacre } from '#test/run-nacre.ts'
import { writeRounds } from './write-rounds.ts'

/** From the root of the project, where the command runs. */
const corpus = 'examples/corpus'

export interface WebServer {
  readonly url: string
  readonly app: App
  close(): Promise<void>
}

/**
 * The web page over documents of the sample corpus, read with the real embedder, a pair to review and a round of training. Nobody
 * works on its jobs.
 */
export async function openWebServer(files: readonly string[]): Promise<WebServer> {
  const folder = mkdtempSync(join(tmpdir(), 'nacre-web-'))
  const data = join(folder, 'data')
  const run = await runNacre(['ingest', ...files.map((name) => join(corpus, name)), '--data', data])
  if (run.status !== 0) throw new Error(run.stderr)
  const app = openApp(readConfig({ data, port: '0' }))
  const graph = await app.graph()
  const [first] = await graph.listDocuments()
  const knowledge = first && (await graph.getKnowledge(first.id))
  if (knowledge === undefined) throw new Error('the sample corpus was not read')
  const { task, trace, pair } = makeRecords([knowledge])
  await graph.putRecord('task', task)
  await graph.putRecord('trace', trace)
  await graph.putRecord('pair', pair)
  await writeRounds(data)
  const webFolder = await openWebPage()
  const server = await startServer(app, { logger: pino({ level: 'silent' }), version: '0.0.0', webFolder })
  return {
    url: server.url,
    app,
    close: async () => {
      await server.close()
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
