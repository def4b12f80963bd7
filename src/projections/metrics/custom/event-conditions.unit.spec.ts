import { expect, it } from 'vitest';
import { holdAll, valueAt } from './event-conditions.js';

const event = { data: { tool: 'Bash', success: false, durationMs: 1_000, nothing: null, price: { model: 'opus' } } };
type Condition = Parameters<typeof holdAll>[0][number];

it.each<[string, Condition['op'], Condition['value'], boolean]>([
  ['tool', '==', 'Bash', true],
  ['tool', '==', 'bash', false],
  ['success', '==', false, true],
  ['success', '==', 'false', false],
  ['nothing', '==', null, true],
  ['missing', '==', null, false],
  ['tool', '!=', 'Read', true],
  ['missing', '!=', 'Read', true],
  ['durationMs', '>', 999, true],
  ['durationMs', '>', 1_000, false],
  ['durationMs', '>=', 1_000, true],
  ['durationMs', '<', 1_000, false],
  ['durationMs', '<=', 1_000, true],
  ['missing', '<', 1, false],
  ['tool', '>', 0, false],
  ['tool', 'in', ['Read', 'Bash'], true],
  ['tool', 'in', ['Read'], false],
  ['tool', 'exists', true, true],
  ['missing', 'exists', true, false],
  ['nothing', 'exists', false, true],
  ['price.model', '==', 'opus', true],
  ['price.model.x', 'exists', false, true],
  ['constructor', 'exists', true, false],
])('%s %s %j is %s', (path, op, value, expected) => {
  expect(holdAll([{ path: `data.${path}`, op, value }], event)).toBe(expected);
});

it('holds only where all do', () => {
  const tool: Condition = { path: 'data.tool', op: '==', value: 'Bash' };
  expect(holdAll([], event)).toBe(true);
  expect(holdAll([tool, { path: 'data.success', op: '==', value: true }], event)).toBe(false);
  expect(valueAt(event, 'data.price')).toEqual({ model: 'opus' });
});
