import { describe, expect, it } from 'vitest';
import type { Rule } from '../rule-state';
import { draftOf, emptyForm, formOf } from './rule-form';

const saved = {
  id: '1',
  name: 'a',
  kind: 'rate',
  condition: 'compiled',
  parameters: {
    kind: 'rate',
    selector: 'x_total',
    percent: 50,
    window: '1h',
    onZeroBaseline: 'ignore',
    minChange: null,
  },
  severity: 'error',
  channels: ['ops'],
  enabled: true,
  for: '5m',
  keepFiringFor: '0s',
  labels: { team: 'core' },
  annotations: { summary: 'It grows' },
  interval: null,
  group: 'default',
  unit: 'ratio',
  noData: 'keep',
  runbookUrl: null,
} as unknown as Rule;

describe('the form of a rule', () => {
  it('comes back to the same rule', () => {
    expect(draftOf(formOf(saved))).toEqual({
      name: 'a',
      kind: 'rate',
      parameters: { kind: 'rate', selector: 'x_total', percent: 50, window: '1h', onZeroBaseline: 'ignore' },
      severity: 'error',
      channels: ['ops'],
      for: '5m',
      keepFiringFor: '0s',
      group: 'default',
      unit: 'ratio',
      noData: 'keep',
      labels: { team: 'core' },
      annotations: { summary: 'It grows' },
    });
  });

  it('keeps what another kind had', () => {
    const form = { ...formOf(saved), kind: 'promql' as const };
    expect(draftOf(form)).toMatchObject({ kind: 'promql', condition: 'compiled' });
    expect(draftOf({ ...form, kind: 'rate' })).toMatchObject({ parameters: { selector: 'x_total' } });
  });

  it('sends no number where none is written, so that the API names the field', () => {
    const form = { ...emptyForm, kind: 'threshold' as const };
    expect(draftOf(form)).toMatchObject({ parameters: { value: undefined } });
    expect(draftOf({ ...form, threshold: { ...form.threshold, value: '0.5' } })).toMatchObject({
      parameters: { value: 0.5 },
    });
  });

  it('leaves out pairs that are not written yet', () => {
    const labels = [
      { name: ' team ', value: 'core' },
      { name: '', value: 'x' },
      { name: 'y', value: '' },
    ];
    expect(draftOf({ ...emptyForm, labels })).toMatchObject({ labels: { team: 'core' }, annotations: {} });
  });
});
