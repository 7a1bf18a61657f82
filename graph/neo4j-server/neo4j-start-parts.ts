export interface Neo4jPorts {
  readonly bolt: number
  readonly http: number
}

/** The programs a server is started with; names on the PATH, or paths. */
export interface Neo4jPrograms {
  readonly docker: string
  readonly java: string
  readonly maven: string
}

/** What each way of starting a server is given. Folders are absolute. */
export interface StartParts {
  readonly home: string
  readonly cacheFolder: string
  readonly programs: Neo4jPrograms
  /** All settings of `neo4j.conf` but addresses. */
  readonly settings: Readonly<Record<string, string>>
  readonly signal: AbortSignal | undefined
  readonly onProgress: (step: string) => void
}
