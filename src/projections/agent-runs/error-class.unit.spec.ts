import { describe, expect, it } from 'vitest';
import { errorClassOf } from './error-class.js';

describe('the kind of an error', () => {
  it.each([
    ['reached max_turns (80)', 'out_of_turns'],
    ['prompt is too long: 214503 tokens > 200000 maximum', 'context_too_long'],
    ['429 {"type":"error","error":{"type":"rate_limit_error"}}', 'rate_limited'],
    ['Overloaded', 'overloaded'],
    ['HTTP 529', 'overloaded'],
    ['Your credit balance is too low', 'out_of_budget'],
    ['Request timed out.', 'timeout'],
    ['connect ECONNREFUSED 127.0.0.1:443', 'connection'],
    ['401 authentication_error', 'unauthorized'],
    ['STATUS: BLOCKED: needs a decision', 'blocked'],
    ['5 idle turns', 'idle'],
    ['merge conflict in src/a.ts', 'merge_conflict'],
    ['3 tests failed', 'tests_failed'],
    ['Tool-Denied', 'tool_denied'],
    ['it went wrong in a way that nobody foresaw', 'other'],
    ['', 'other'],
    ['order 4290 is gone', 'other'],
  ])('of %j is %s', (text, expected) => {
    expect(errorClassOf(text)).toBe(expected);
  });

  it('is told of a very long text at once', () => {
    expect(errorClassOf('a-'.repeat(5_000))).toBe('other');
  });
});
