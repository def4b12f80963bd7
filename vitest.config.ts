import swc from 'unplugin-swc';
import { defineConfig } from 'vitest/config';

// As in .swcrc, which itself leaves the specs out.
const plugins = [
  swc.vite({
    swcrc: false,
    module: { type: 'es6' },
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
      keepClassNames: true,
    },
  }),
];

// `expect.poll` has a setting; `vi.waitFor` has none.
const patience = { setupFiles: ['test/support/patience.setup.ts'], expect: { poll: { timeout: 30_000 } } };

/** One project per kind of test, chosen by suffix; `npm run test:unit` and friends pick one. */
export default defineConfig({
  test: {
    reporters: ['default', './test/support/summary.reporter.ts'],
    projects: [
      {
        plugins,
        test: {
          ...patience,
          name: 'unit',
          include: ['src/**/*.unit.spec.ts', 'test/**/*.unit.spec.ts', 'dashboard/src/**/*.unit.spec.ts'],
          environment: 'node',
          // Far above what any needs: a limit that a busy machine reaches would be a timed assertion.
          testTimeout: 60_000,
        },
      },
      {
        plugins,
        test: {
          ...patience,
          name: 'int',
          include: ['src/**/*.int.spec.ts', 'test/**/*.int.spec.ts'],
          globalSetup: ['test/support/postgres.global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins,
        test: {
          ...patience,
          name: 'e2e',
          include: ['test/**/*.e2e.spec.ts'],
          globalSetup: ['test/support/postgres.global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
