import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { NacreError } from '#core/errors.ts'
import { cacheFolder, type Environment } from './cache-folder.ts'

const graphUrl = z.string().refine((value) => value === 'sqlite' || /^(neo4j|bolt)(\+s|\+ssc)?:\/\//.test(value), {
  error: 'expected "sqlite" or a URL such as neo4j://localhost:7687',
})

const promptsSchema = z.object({ reasoner: z.string(), critic: z.string(), integrator: z.string() }).partial().strict()

const schema = z.object({
  /** Everything Nacre keeps of a corpus. */
  dataFolder: z.string(),
  /** Models and servers that were fetched; shared by all projects of a user. */
  cacheFolder: z.string(),
  graph: z.object({
    url: graphUrl.default('sqlite'),
    user: z.string().default('neo4j'),
    password: z.string().optional(),
    /** Where people open Neo4j Browser; beside the server, at its usual port, where not said. */
    browserUrl: z.url({ protocol: /^https?$/ }).optional(),
  }),
  models: z.object({
    embedder: z.string().default('local:all-minilm-l6-v2'),
    /** Answers, phrases facts and questions. */
    reasoner: z.string().default('local:qwen2.5-coder-1.5b-instruct'),
    /** Criticises; the reasoner unless another is named. */
    critic: z.string().optional(),
    /** Makes one answer of several in the published recursions; the critic unless another is named. */
    integrator: z.string().optional(),
    /** The small model that is trained; its own answers are the rejected ones. */
    policy: z.string().default('local:smollm2-135m-instruct'),
    baseUrl: z.url().optional(),
    apiKey: z.string().optional(),
    threads: z.coerce.number().int().positive().optional(),
    /** Models are fetched when first needed, unless this is set. */
    isOffline: z.stringbool().or(z.boolean()).default(false),
  }),
  /** What reasoner, critic and integrator of the published recursions are told before everything else. */
  prompts: promptsSchema.default({}),
  extract: z.enum(['rules', 'llm']).default('rules'),
  /** Documents may be fetched from this machine and private networks. */
  allowPrivateUrls: z.stringbool().or(z.boolean()).default(false),
  serve: z.object({
    host: z.string().default('127.0.0.1'),
    port: z.coerce.number().int().min(0).max(65_535).default(7878),
    apiKey: z.string().min(16, 'expected at least 16 characters').optional(),
    /** From one client; 0 = as many as it likes. */
    requestsPerMinute: z.coerce.number().int().min(0).default(1_200),
    /** Clients may send Cypher that reads; Neo4j only. */
    allowsCypher: z.stringbool().or(z.boolean()).default(false),
  }),
  isColourWanted: z.boolean(),
  /** Somebody sits before a screen on which a web page can be opened. */
  hasDesktop: z.boolean(),
})

/** How this run of Nacre is set up. */
export type Config = z.infer<typeof schema>

/** What the command line says; each value wins over the environment, which wins over `config.json` of the data folder. */
export interface ConfigFlags {
  readonly data?: string
  readonly graph?: string
  readonly model?: string
  readonly critic?: string
  readonly integrator?: string
  readonly policy?: string
  readonly baseUrl?: string
  readonly extract?: string
  readonly host?: string
  readonly port?: string
}

/** Settings that may stand in `<data>/config.json`; secrets are read from the environment only. */
const fileSchema = z
  .object({
    graph: graphUrl,
    model: z.string(),
    critic: z.string(),
    integrator: z.string(),
    prompts: promptsSchema,
    policy: z.string(),
    embedder: z.string(),
    baseUrl: z.url(),
    extract: z.enum(['rules', 'llm']),
    threads: z.number().int().positive(),
  })
  .partial()
  .strict()

/** Settings of a data folder as `nacre init` writes them. */
export type ConfigFile = z.infer<typeof fileSchema>

/** Reads the configuration; beside the cache folder the only reader of the environment. Throws `invalid-input` that names the wrong setting. */
export function readConfig(flags: ConfigFlags = {}, environment: Environment = process.env): Config {
  // Docker Compose hands on what is not set as an empty text.
  const env = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const dataFolder = resolve(flags.data ?? env.NACRE_DATA ?? '.nacre')
  const file = readConfigFile(join(dataFolder, 'config.json'))
  const url = flags.graph ?? env.NACRE_GRAPH ?? file.graph
  const result = schema.safeParse({
    dataFolder,
    cacheFolder: cacheFolder(env),
    graph: {
      url,
      user: env.NACRE_NEO4J_USER,
      password: env.NACRE_NEO4J_PASSWORD,
      browserUrl: env.NACRE_NEO4J_BROWSER,
    },
    models: {
      embedder: env.NACRE_EMBEDDER ?? file.embedder,
      reasoner: flags.model ?? env.NACRE_MODEL ?? file.model,
      critic: flags.critic ?? env.NACRE_CRITIC ?? file.critic,
      integrator: flags.integrator ?? env.NACRE_INTEGRATOR ?? file.integrator,
      policy: flags.policy ?? env.NACRE_POLICY ?? file.policy,
      baseUrl: flags.baseUrl ?? env.NACRE_BASE_URL ?? file.baseUrl,
      apiKey: env.NACRE_MODEL_API_KEY,
      threads: env.NACRE_THREADS ?? file.threads,
      isOffline: env.NACRE_OFFLINE,
    },
    prompts: file.prompts,
    extract: flags.extract ?? env.NACRE_EXTRACT ?? file.extract,
    allowPrivateUrls: env.NACRE_ALLOW_PRIVATE_URLS,
    serve: {
      host: flags.host ?? env.NACRE_HOST,
      port: flags.port ?? env.NACRE_PORT,
      apiKey: env.NACRE_API_KEY,
      requestsPerMinute: env.NACRE_RATE_LIMIT,
      allowsCypher: env.NACRE_ALLOW_CYPHER,
    },
    isColourWanted: env['NO_COLOR'] === undefined,
    hasDesktop: process.platform !== 'linux' || (env.DISPLAY ?? env.WAYLAND_DISPLAY) !== undefined,
  })
  if (!result.success) {
    throw new NacreError('invalid-input', `The configuration is not right:\n${z.prettifyError(result.error)}`)
  }
  return result.data
}

function readConfigFile(path: string): ConfigFile {
  if (!existsSync(path)) return {}
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new NacreError('invalid-input', `${path} is not JSON. Mend it, or delete it and run "nacre init".`, { cause })
  }
  const result = fileSchema.safeParse(value)
  if (result.success) return result.data
  throw new NacreError('invalid-input', `${path} is not right:\n${z.prettifyError(result.error)}`)
}

/** The environment of this process with changes, for a process that it starts. */
export function environmentWith(changes: Readonly<Record<string, string>>): Record<string, string | undefined> {
  return { ...process.env, ...changes }
}
