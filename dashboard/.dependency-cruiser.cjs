/** Which way imports may point inside the dashboard: README.md, section "Rooms". */

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'page-imports-no-page',
      comment:
        'Pages are fetched one by one; what two of them need is a part and lives in components, charts, api or url.',
      severity: 'error',
      from: { path: '^dashboard/src/pages/([^/]+)/' },
      to: { path: '^dashboard/src/pages/', pathNot: '^dashboard/src/pages/$1/' },
    },
    {
      name: 'only-the-app-knows-pages',
      comment: 'The router fetches pages when somebody goes there; a part that imported one would carry it along.',
      severity: 'error',
      from: { path: '^dashboard/src/', pathNot: '^dashboard/src/(app/router\\.tsx$|pages/)' },
      to: { path: '^dashboard/src/pages/' },
    },
    {
      name: 'nothing-imports-the-app',
      comment: 'The app puts everything together; what it offers to pages stands in the rooms below it.',
      severity: 'error',
      from: { path: '^dashboard/src/', pathNot: '^dashboard/src/(app/|main\\.tsx$)' },
      to: { path: '^dashboard/src/app/' },
    },
    {
      name: 'components-know-no-charts',
      comment: 'A chart is heavy; a table must not carry it along.',
      severity: 'error',
      from: { path: '^dashboard/src/components/' },
      to: { path: '^dashboard/src/charts/' },
    },
    {
      name: 'api-draws-nothing',
      comment: 'How to ask the service is one thing, how it looks another.',
      severity: 'error',
      from: { path: '^dashboard/src/api/' },
      to: { path: '^dashboard/src/(components|charts)/|node_modules/(@mantine|@tabler|uplot)/' },
    },
    {
      name: 'url-knows-the-address-only',
      comment: 'The state of the address rests on the router alone.',
      severity: 'error',
      from: { path: '^dashboard/src/url/' },
      to: { path: '^dashboard/src/', pathNot: '^dashboard/src/url/' },
    },
    {
      name: 'service-code-stays-outside',
      comment: 'Of the service the dashboard knows the types of its API, nothing that runs.',
      severity: 'error',
      from: { path: '^dashboard/src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/', pathNot: '^src/platform/api-client/generated/' },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '\\.css$' } },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'require', 'browser', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
