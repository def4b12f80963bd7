import { describe, expect, it } from 'vitest';
import { Labels } from '../../../promql/labels.js';
import type { OpenAlert } from '../../../rules/alert-group.js';
import { alertRuleDraft } from '../../../rules/rule-draft.js';
import { ruleOfDraft } from '../../../rules/rule-of-draft.js';
import { evaluateRule } from './rule-evaluator.js';

const rule = ruleOfDraft(
  alertRuleDraft.parse({ name: 'high', condition: 'x > 1', severity: 'warning', channels: [], for: '0s' }),
  () => undefined,
);
const known = { ruleId: 'r', rule } as Parameters<typeof evaluateRule>[0];
const sample = (value: number) => [{ labels: Labels.of({ team: 'a' }), value }];

/** Answers one question after the other. */
function evaluated(open: readonly Pick<OpenAlert, 'fingerprint'>[], ...answers: readonly ReturnType<typeof sample>[]) {
  const left = [...answers];
  const round = { late: null, query: () => Promise.resolve(left.shift()!) };
  return evaluateRule(known, open as readonly OpenAlert[], round, 0, AbortSignal.timeout(60_000));
}

describe('what a rule finds', () => {
  it('tells a series for which it does not hold from one that is gone', async () => {
    const [open] = (await evaluated([], sample(2))).findings;
    expect((await evaluated([open!], [], [])).remaining?.has(open!.fingerprint)).toBe(false);
    const ceased = await evaluated([open!], [], sample(1), []);
    expect([ceased.findings, ceased.remaining?.get(open!.fingerprint)]).toEqual([[], '1']);
  });

  it('holds for a series of which a sample came while it was looked at', async () => {
    const [open] = (await evaluated([], sample(2))).findings;
    const { findings } = await evaluated([open!], [], sample(2), sample(2));
    expect(findings.map(({ fingerprint }) => fingerprint)).toEqual([open!.fingerprint]);
  });
});
