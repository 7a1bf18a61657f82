import type { Reporter, TestModule } from 'vitest/node'

/** Ends the run with one line that people and machines read alike: `N passed, N failed` (and `, N skipped`). */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0
    let skipped = 0
    // A file that could not be loaded has no tests, and an error outside a test belongs to none: both are failures.
    let failed = unhandledErrors.length + modules.filter((module) => module.errors().length > 0).length
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') passed += 1
        else if (state === 'failed') failed += 1
        else skipped += 1
      }
    }
    const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
    // After the default reporter's own summary, whatever the order in which reporters are told.
    process.on('exit', () => process.stdout.write(`\n${line}\n`))
  }
}
