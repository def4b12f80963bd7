import { describe, expect, it } from 'vitest';
import type { AlertRuleData } from '../../events/alert-rule.events.js';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import type { JsonObject } from '../../kernel/json.js';
import { type AlertRuleRow, alertRulesProjection } from './alert-rules.projector.js';

const rule: AlertRuleData = {
  name: 'a',
  kind: 'promql',
  condition: 'up == 0',
  parameters: null,
  severity: 'warning',
  channels: ['slack'],
  enabled: true,
  forMs: 60_000,
  keepFiringForMs: 0,
  labels: { team: 'core' },
  annotations: {},
  intervalMs: null,
  group: 'default',
  unit: 'none',
  noData: 'keep',
  runbookUrl: null,
};
const at = (minute: number) => new Date(Date.UTC(2026, 0, 15, 10, minute));
const event = (type: string, minute: number, data: object): RecordedEvent => ({
  id: '00000000-0000-4000-8000-000000000001',
  type,
  schemaVersion: 1,
  data: { ruleId: 'r-1', ...data } as JsonObject,
  meta: {
    occurredAt: at(minute).toISOString(),
    actor: { type: 'api_key', id: 'key-1', name: minute === 0 ? 'ada' : 'bob' },
    correlationId: 'c',
    source: 'rest',
  },
  stream: 'alertRules-book',
  revision: BigInt(minute),
  position: String(minute + 1).padStart(20, '0') as LogPosition,
  recordedAt: at(minute),
});
const [output] = alertRulesProjection.outputs;
if (output?.kind !== 'fold') throw new Error('not a fold');
const fold = (...events: readonly RecordedEvent[]) =>
  events.reduce<AlertRuleRow | undefined>(
    (row, one) => output.apply(row, one, output.keys(one)[0] ?? []) as AlertRuleRow | undefined,
    undefined,
  );
const created = event('AlertRuleCreated', 0, { rule });

describe('the alert-rules projection', () => {
  it('has a rule as it was made, and by whom', () => {
    expect(fold(created)).toMatchObject({
      id: 'r-1',
      name: 'a',
      channels: ['slack'],
      for_ms: 60_000,
      interval_ms: null,
      rule_group: 'default',
      revision: 1,
      created_at: at(0),
      created_by: 'ada',
      updated_by: 'ada',
    });
  });

  it('follows its changes, and counts them', () => {
    const changed = { ...rule, name: 'b', intervalMs: 30_000 };
    const row = fold(
      created,
      event('AlertRuleDisabled', 1, { name: 'a' }),
      event('AlertRuleChanged', 2, { rule: { ...changed, enabled: false }, previous: rule }),
      event('AlertRuleEnabled', 3, { name: 'b' }),
    );
    expect(row).toMatchObject({
      name: 'b',
      enabled: true,
      interval_ms: 30_000,
      revision: 4,
      created_at: at(0),
      created_by: 'ada',
      updated_at: at(3),
      updated_by: 'bob',
    });
  });

  it('has no row of a rule that is deleted, nor of one it never saw', () => {
    const gone = event('AlertRuleDeleted', 1, { name: 'a' });
    expect(fold(created, gone)).toBeUndefined();
    expect(fold(event('AlertRuleEnabled', 1, { name: 'a' }))).toBeUndefined();
  });
});
