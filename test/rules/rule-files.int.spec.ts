import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readRuleGroups } from '../../src/rules/unit-tests/rule-groups.js';
import { runRuleTests } from '../../src/rules/unit-tests/run-rule-tests.js';
import { readTestFile } from '../../src/rules/unit-tests/test-file.js';
import { hasPrometheus } from '../support/prometheus.js';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

/** Unit tests of rules, which must come out alike here and with promtool. */
const files = [
  { name: 'the sharpest edge cases', file: 'test/rules/edge-cases.test.yml', expectations: 46 },
  { name: 'the default rules', file: 'ops/prometheus/rules/orchestrate.rules.test.yml', expectations: 36 },
  { name: 'the rules about being scraped', file: 'ops/prometheus/rules/scrape.rules.test.yml', expectations: 8 },
];

describe.each(files)('$name', ({ file, expectations }) => {
  const path = join(root, file);

  it('hold with our evaluator and our life of alerts', async () => {
    const tests = readTestFile(path, await readFile(path, 'utf8'));
    const groups = [];
    for (const name of tests.rule_files ?? []) {
      const rules = join(dirname(path), name);
      groups.push(...readRuleGroups(rules, await readFile(rules, 'utf8')));
    }
    expect(await runRuleTests(tests, groups)).toEqual({ passed: expectations, failures: [] });
  });

  it.runIf(hasPrometheus())('hold with promtool', async () => {
    const { stdout, stderr } = await run('promtool', ['test', 'rules', path]);
    expect(`${stdout}${stderr}`).toMatch(/SUCCESS/);
  });
});
