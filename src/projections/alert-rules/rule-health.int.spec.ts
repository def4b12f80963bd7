import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProjectionBench } from '../../../test/support/projection-bench.js';
import { createDataSource } from '../../platform/postgres/data-source.js';
import { alertRulesProjection } from './alert-rules.projector.js';
import { ListAlertRulesHandler } from './list-alert-rules.query-handler.js';
import { ListAlertRules, listAlertRulesQuery } from './list-alert-rules.query.js';
import { ShowAlertRuleHandler } from './show-alert-rule.query-handler.js';
import { ShowAlertRule } from './show-alert-rule.query.js';

const rule = {
  ...{ kind: 'promql', condition: 'up', parameters: null, severity: 'error', channels: [], enabled: true, forMs: 0 },
  ...{ keepFiringForMs: 0, labels: {}, annotations: {}, intervalMs: null, group: 'default', unit: 'none' },
  ...{ noData: 'keep', runbookUrl: null },
};

describe('the health of alert rules', () => {
  let bench: ProjectionBench;
  let dataSource: DataSource;

  beforeAll(async () => {
    bench = await ProjectionBench.open();
    const engine = await bench.started({ projections: [alertRulesProjection] });
    dataSource = await createDataSource({
      connectionString: bench.database.url,
      applicationName: 'rules',
    }).initialize();
    const position = await bench.append([
      ...['broken', 'fine', 'new', 'off'].map((name) => {
        return { type: 'AlertRuleCreated', data: { ruleId: name, rule: { ...rule, name } } };
      }),
      { type: 'AlertRuleDisabled', data: { ruleId: 'off', name: 'off' } },
    ]);
    await engine.waitFor(['alert-rules'], position, 60_000);
    await bench.rows(`
      insert into alerting.rule_evaluations
        (rule_id, first_at, last_at, duration_ms, late, health, error, failed_rounds, results, samples)
      values ('broken', '2026-01-15T10:00Z', '2026-01-15T10:05Z', 1, false, 'ok', null, 0, 0, '[]'),
        ('broken', '2026-01-15T10:05:15Z', '2026-01-15T10:09Z', 1, false, 'error', 'many-to-many', 9, 0, '[]'),
        ('off', '2026-01-15T10:05:15Z', '2026-01-15T10:09Z', 1, false, 'error', 'many-to-many', 9, 0, '[]'),
        ('fine', '2026-01-15T10:05:15Z', '2026-01-15T10:09Z', 1, false, 'ok', null, 0, 0, '[]')`);
  });
  afterAll(async () => {
    await dataSource?.destroy();
    await bench?.close();
  });

  it('is told by the list, as the last evaluation went', async () => {
    const filter = listAlertRulesQuery.parse({});
    const { items, total } = await new ListAlertRulesHandler(dataSource).execute(new ListAlertRules(filter));
    const lastEvaluationAt = '2026-01-15T10:09:00.000Z';
    expect(total).toBe(4);
    expect(Object.fromEntries(items.map(({ name, ...all }) => [name, all]))).toMatchObject({
      broken: { health: 'failing', lastError: 'many-to-many', lastEvaluationAt },
      fine: { health: 'ok', lastError: null, lastEvaluationAt },
      new: { health: 'unknown', lastError: null, lastEvaluationAt: null },
      off: { health: 'unknown', lastError: null, lastEvaluationAt },
    });
  });

  it('is told of one rule, of an earlier instant too', async () => {
    const handler = new ShowAlertRuleHandler(dataSource);
    expect(await handler.execute(new ShowAlertRule('broken'))).toMatchObject({ health: 'failing' });
    await bench.rows(`update alert_rules set valid_from = '2026-01-15T10:00Z'`);
    const before = await handler.execute(new ShowAlertRule('broken', '2026-01-15T10:03:00Z'));
    expect(before).toMatchObject({ health: 'ok', lastEvaluationAt: '2026-01-15T10:03:00.000Z' });
  });
});
