import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongestFirstSequencer } from './test/longest-first-sequencer.ts'

// Two files at most run side by side, even on many cores: they share one Neo4j server and models of hundreds of megabytes.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/models-for-tests.ts', 'test/neo4j-for-tests.ts'],
    reporters: ['default', './test/closing-line-reporter.ts'],
    sequence: { sequencer: LongestFirstSequencer },
    maxWorkers: Math.min(2, availableParallelism()),
    // A model that shares two cores with another test file may take minutes for what takes seconds alone.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
  },
})
