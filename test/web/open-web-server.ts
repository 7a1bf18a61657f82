import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { openApp, type App } from '#src/app.ts'
import { startServer } from '#src/api/start-server.ts'
import { readConfig } from '#src/config.ts'
import { openWebPage } from '#src/web-page.ts'
import { makeRecords } from '#test/make-records.ts'
import type { PreferencePair } from '#core/pair.ts'
import { runNacre } from '#test/run-nacre.ts'
import { writeJobs } from './write-jobs.ts'
import { writeRounds } from './write-rounds.ts'

/** From the root of the project, where the command runs. */
const corpus = 'examples/corpus'

export interface WebServer {
  readonly url: string
  readonly app: App
  close(): Promise<void>
}

/**
 * The web page over documents of the sample corpus, read with the real embedder, a pair to review, a round of training and jobs
 * in several states, on which nobody works.
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
  await graph.putRecord('pair', makeReadable(pair))
  await writeJobs(await app.jobs())
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

/** The pair with replies as long as a model's, of which a reviewer can tell which is better. */
function makeReadable(pair: PreferencePair): PreferencePair {
  const thinking = [
    '<|thinking|>',
    'Reasoning Steps:',
    '- Crack deflection increases the fracture toughness of nacre, because cracks follow the weak organic sheets.',
    '- Crack bridging by pulled-out platelets reduces the stress at the crack tip.',
    'Relevant Materials or Concepts: nacre, aragonite platelets, organic sheets',
    'Material Properties: fracture toughness of nacre: about 3 to 10 MPa·m^0.5',
    '<|/thinking|>',
  ].join('\n')
  const answer =
    'Cracks in nacre follow the weak organic sheets instead of cutting through the aragonite platelets, and pulled-out ' +
    'platelets bridge the crack behind its tip.'
  return {
    ...pair,
    chosen: `${thinking}\n${answer}`,
    rejected:
      'Nacre is tough because it is made of aragonite, which is a very hard and strong mineral that does not break easily.',
    spans: {
      thinking: { start: 0, end: thinking.length },
      answer: { start: thinking.length + 1, end: thinking.length + 1 + answer.length },
    },
    generators: { ...pair.generators, chosen: 'teacher', rejected: 'policy' },
  }
}
