import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

describe('given the linter and a tree with a breach of every ban', () => {
  // Beside a copy of the configuration, because the original rightly ignores the fixtures.
  const tree = mkdtempSync(join(tmpdir(), 'bans-spec-'));
  const breached = new Map<string, string[]>();

  beforeAll(() => {
    cpSync(join(import.meta.dirname, 'fixtures', 'lint'), tree, { recursive: true });
    cpSync(join(root, '.oxlintrc.json'), join(tree, '.oxlintrc.json'));
    const output = runLinter(['--format=json', 'src'], tree);
    const { diagnostics } = JSON.parse(output) as { diagnostics: { filename: string; code: string }[] };
    for (const { filename, code } of diagnostics) breached.set(filename, [...(breached.get(filename) ?? []), code]);
  });
  afterAll(() => rmSync(tree, { recursive: true }));

  it.each([
    ['src/modules/fleet/breach-cqrs.handler.ts', 'no-restricted-imports', 5],
    ['src/modules/fleet/breach-env.handler.ts', 'no-process-env', 1],
    ['src/modules/fleet/domain/breach-date.decider.ts', 'no-restricted-properties', 1],
    ['src/modules/fleet/domain/breach-random.facts.ts', 'no-restricted-properties', 1],
    ['src/projections/agents/breach-crypto.projector.ts', 'no-restricted-globals', 1],
  ])('%s is caught by %s', (file, rule, times) => {
    expect(breached.get(file)?.filter((code) => code.includes(rule))).toHaveLength(times);
  });

  it('leaves what is allowed alone', () => {
    expect([...breached.keys()].filter((file) => file.includes('/allowed'))).toEqual([]);
  });
});

describe('rules that must give the same answer in a replay', () => {
  // The linter cannot tell `new Date(text)`, which reads a time, from `new Date()`, which reads the clock.
  const clock = /\bnew Date\(\s*\)|\bDate\(\s*\)/;

  it('read no clock', () => {
    const pure = /\.(decider|facts|projector)\.ts$/;
    const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((f) => pure.test(f));
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((file) => clock.test(readFileSync(join(root, 'src', file), 'utf8')))).toEqual([]);
  });

  it('are recognised when they do', () => {
    expect(['new Date()', 'new Date( )', 'Date()'].every((text) => clock.test(text))).toBe(true);
    expect(clock.test("new Date('2026-01-01')")).toBe(false);
  });
});

/** The linter ends with 1 when it finds something, which here it must. */
function runLinter(args: readonly string[], cwd: string): string {
  const oxlint = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
  try {
    return execFileSync(process.execPath, [oxlint, ...args], { cwd, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
