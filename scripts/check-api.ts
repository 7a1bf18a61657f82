// Checks the running server against its own OpenAPI document with schemathesis: no server errors, no reply that breaks
// its schema. Fetches schemathesis with pip into a Python environment of its own in the cache folder, once.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { openTestServer } from '#test/api/open-test-server.ts'
import { makeRecords } from '#test/make-records.ts'
import { nacreDocument } from '#test/open-test-app.ts'
import { openPythonEnvironment } from '#test/python-environment.ts'

const version = '4.32.5'
const maxExamples = process.env.NACRE_API_EXAMPLES ?? '50'

const environment = openPythonEnvironment('schemathesis', version)
const program = join(environment, 'bin/schemathesis')

const apiKey = 'a-key-of-the-configuration'
const server = await openTestServer({ environment: { NACRE_RATE_LIMIT: '0', NACRE_API_KEY: apiKey } })
const { task, trace, pair } = makeRecords([nacreDocument])
const graph = await server.app.graph()
await graph.putRecord('task', task)
await graph.putRecord('trace', trace)
await graph.putRecord('pair', pair)

const words =
  `--config-file ${join(import.meta.dirname, 'schemathesis.toml')} run ${server.url}/openapi.json --checks all ` +
  `--workers 1 --generation-deterministic --max-examples ${maxExamples} --request-timeout 20`
const authorization = ['--header', `Authorization: Bearer ${apiKey}`]
// It leaves notes in the folder it runs in.
const checked = spawn(program, [...words.split(' '), ...authorization, ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: environment,
})
checked.on('close', (status) => {
  void server.close().then(() => process.exit(status ?? 1))
})
