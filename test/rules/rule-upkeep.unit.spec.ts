import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const directory = join(root, 'ops/prometheus/rules');
const ruleFiles = readdirSync(directory).filter((name) => name.endsWith('.rules.yml'));

interface Rule {
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}
interface RuleFile {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
}
interface TestFile {
  readonly tests: readonly {
    readonly alert_rule_test: readonly { readonly alertname: string; readonly exp_alerts: readonly unknown[] }[];
  }[];
}

const read = (name: string): unknown => parse(readFileSync(join(directory, name), 'utf8'));
const rulesOf = (name: string) => (read(name) as RuleFile).groups.flatMap(({ rules }) => rules);

describe.each(ruleFiles)('%s', (file) => {
  const rules = rulesOf(file);

  it('has a test in which each of its rules fires', () => {
    const { tests } = read(file.replace('.rules.yml', '.rules.test.yml')) as TestFile;
    const fired = tests
      .flatMap(({ alert_rule_test: expectations }) => expectations)
      .filter(({ exp_alerts: alerts }) => alerts.length > 0)
      .map(({ alertname }) => alertname);
    expect([...new Set(fired)].sort()).toEqual(rules.map(({ alert }) => alert).sort());
  });

  it.each(rules.map((rule) => [rule.alert, rule] as const))('tells of %s with a runbook of its own', (alert, rule) => {
    expect(rule.labels['severity']).toMatch(/^(critical|warning|info)$/);
    expect(rule.annotations).toEqual({
      summary: expect.stringMatching(/\S/),
      description: expect.stringMatching(/\S/),
      runbook_url: `docs/runbooks/${alert}.md`,
    });
    const runbook = readFileSync(join(root, `docs/runbooks/${alert}.md`), 'utf8');
    expect(runbook).toMatch(new RegExp(`^# ${alert}\n\n\\*\\*It says\\*\\*: `));
  });
});

it('no runbook is about a rule that is gone', () => {
  const known = ruleFiles.flatMap((file) => rulesOf(file).map(({ alert }) => `${alert}.md`));
  const written = readdirSync(join(root, 'docs/runbooks')).filter((name) => name !== 'README.md');
  expect(written.filter((name) => !known.includes(name))).toEqual([]);
  expect(existsSync(join(root, 'docs/runbooks/README.md'))).toBe(true);
});
