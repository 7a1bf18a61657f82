import { Command } from 'commander'
import { addAsk } from './commands/ask.ts'
import { addDemo } from './commands/demo.ts'
import { addDocs } from './commands/docs.ts'
import { addDoctor } from './commands/doctor.ts'
import { addEvaluate } from './commands/evaluate.ts'
import { addGraph } from './commands/graph.ts'
import { addIngest } from './commands/ingest.ts'
import { addInit } from './commands/init.ts'
import { addKey } from './commands/key.ts'
import { addMcp } from './commands/mcp.ts'
import { addJobs } from './commands/jobs.ts'
import { addModels } from './commands/models.ts'
import { addNeo4j } from './commands/neo4j.ts'
import { addPairs } from './commands/pairs.ts'
import { addSearch } from './commands/search.ts'
import { addServe } from './commands/serve.ts'
import { addStore } from './commands/store.ts'
import { addTasks } from './commands/tasks.ts'
import { addTrain } from './commands/train.ts'
import { addTraces } from './commands/traces.ts'
import { addWorker } from './commands/worker.ts'
import { exitStatus } from './exit-status.ts'

/** The command line of Nacre. Each verb is a file of `commands/`, which loads its part of Nacre only when it runs. */
export function createProgram(): Command {
  const program = new Command('nacre')
    .description('Read a materials corpus into vectors and a graph, ask it, and make training pairs from its answers.')
    .option('--data <folder>', 'data folder (default ".nacre", or NACRE_DATA)')
    .option('--json', 'stdout is one JSON value, or one JSON event a line; progress stays on stderr')
    .option('--graph <url>', '"sqlite" (default) or neo4j://host:port (or NACRE_GRAPH)')
    .option(
      '--model <spec>',
      'model that reasons: local:NAME, local:FILE.gguf, ollama:NAME, openai:NAME (or NACRE_MODEL)',
    )
    .option('--critic <spec>', 'model that criticises (default: the reasoner)')
    .option('--integrator <spec>', 'model that makes one answer of several (default: the critic)')
    .option('--policy <spec>', 'model that is trained (or NACRE_POLICY)')
    .option('--base-url <url>', 'server of openai: and ollama: models (or NACRE_BASE_URL)')
    .showHelpAfterError('Run the same command with --help to see what it takes.')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? exitStatus.done : exitStatus.usage))
  const verbs = [
    addInit,
    addDoctor,
    addModels,
    addIngest,
    addDocs,
    addSearch,
    addAsk,
    addGraph,
    addTasks,
    addTraces,
    addPairs,
    addTrain,
    addEvaluate,
    addNeo4j,
    addStore,
    addServe,
    addMcp,
    addKey,
    addWorker,
    addJobs,
    addDemo,
  ]
  for (const add of verbs) add(program)
  return program
}
