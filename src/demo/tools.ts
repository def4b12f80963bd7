import type { Chance } from './chance.js';

interface Tool {
  readonly name: string;
  readonly typicalMs: number;
  readonly failing: number;
  readonly errors: readonly string[];
}

const tools: readonly (readonly [Tool, number])[] = [
  [
    {
      name: 'Bash',
      typicalMs: 3_200,
      failing: 0.11,
      errors: ['Error: exit code 1: 2 tests failed', 'Error: command timed out after 120 s', 'Error: exit code 127'],
    },
    30,
  ],
  [{ name: 'Read', typicalMs: 30, failing: 0.02, errors: ['Error: file does not exist'] }, 28],
  [{ name: 'Edit', typicalMs: 60, failing: 0.05, errors: ['Error: the text to replace was found twice'] }, 18],
  [{ name: 'Grep', typicalMs: 120, failing: 0.01, errors: ['Error: invalid regular expression'] }, 12],
  [{ name: 'Write', typicalMs: 50, failing: 0.01, errors: ['Error: the file has changed since it was read'] }, 7],
  [{ name: 'Glob', typicalMs: 80, failing: 0.01, errors: ['Error: path outside of the worktree'] }, 5],
];

/** One use of a tool, as often and as long as agents use it. */
export function toolCall(chance: Chance) {
  const { name, typicalMs, failing, errors } = chance.weighted(tools);
  const durationMs = chance.about(typicalMs, 0.8);
  if (!chance.yes(failing)) return { tool: name, durationMs, success: true };
  return { tool: name, durationMs, success: false, error: chance.pick(errors) };
}
