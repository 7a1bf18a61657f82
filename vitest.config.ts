import { defineConfig } from 'vitest/config'

// Files run one after the other: they share two cores, one Neo4j server and models of hundreds of megabytes.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/models-for-tests.ts', 'test/neo4j-for-tests.ts'],
    reporters: ['default', './test/closing-line-reporter.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 180_000,
    pool: 'forks',
  },
})
