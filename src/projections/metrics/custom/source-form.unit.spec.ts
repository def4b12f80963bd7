import { expect, it } from 'vitest';
import { formOfSource, type SourceForm, sourceOfForm } from './source-form.js';

const form: SourceForm = {
  eventType: 'ToolCallRecorded',
  filter: {
    tool: { in: ['Bash', 'Read'] },
    success: false,
    durationMs: { gt: 1, lte: 5 },
    error: { exists: true },
    kind: { ne: null },
  },
  value: { field: 'durationMs', scale: 0.001 },
  labels: { tool: 'tool', model: 'price.model' },
};

it('is kept as conditions on paths of the data', () => {
  expect(sourceOfForm(form)).toEqual({
    eventType: 'ToolCallRecorded',
    where: [
      { path: 'data.tool', op: 'in', value: ['Bash', 'Read'] },
      { path: 'data.success', op: '==', value: false },
      { path: 'data.durationMs', op: '>', value: 1 },
      { path: 'data.durationMs', op: '<=', value: 5 },
      { path: 'data.error', op: 'exists', value: true },
      { path: 'data.kind', op: '!=', value: null },
    ],
    value: 'data.durationMs',
    scale: 0.001,
    labels: { tool: 'data.tool', model: 'data.price.model' },
  });
});

it('is shown as it was written, so that it can be sent again', () => {
  expect(formOfSource(sourceOfForm(form))).toEqual(form);
  const plain = { eventType: 'AgentSpawned', filter: { 'data.team': 'core' }, value: null, labels: {} };
  expect(formOfSource(sourceOfForm(plain))).toEqual({ ...plain, filter: { team: 'core' } });
});
