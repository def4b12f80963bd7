import { expect, it } from 'vitest';
import { where } from './where-option.js';

it.each([
  ['tool=Bash,success=false', { tool: 'Bash', success: false }],
  ['durationMs >= 1000, durationMs<5000.5', { durationMs: { gte: 1_000, lt: 5_000.5 } }],
  ['tool=Bash|Read', { tool: { in: ['Bash', 'Read'] } }],
  ['price.model!=null', { 'price.model': { ne: null } }],
  ['error', { error: { exists: true } }],
  ['!error,kind=tool', { error: { exists: false }, kind: 'tool' }],
  ['task="a, b|c",version="1.0"', { task: 'a, b|c', version: '1.0' }],
  ['tool=Bash,tool!=Read', { tool: { eq: 'Bash', ne: 'Read' } }],
])('%s is %j', (text, expected) => {
  expect(where(text)).toEqual(expected);
});

it('adds to conditions that were given before', () => {
  expect(where('success=true', where('tool=Bash'))).toEqual({ tool: 'Bash', success: true });
});

it.each(['', 'tool=', '=Bash', 'tool~Bash', '!tool=Bash', 'tool=a,,b=c', 'tool!=a|b', 'tool=a,tool=b'])(
  'refuses %j',
  (text) => {
    expect(() => where(text)).toThrow('Give conditions as in');
  },
);
