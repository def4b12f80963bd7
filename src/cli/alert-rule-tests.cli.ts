import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { readRuleGroups, type TestedGroup } from '../rules/unit-tests/rule-groups.js';
import { type RuleTestFailure, type RuleTestReport, runRuleTests } from '../rules/unit-tests/run-rule-tests.js';
import { RuleTestError } from '../rules/unit-tests/rule-test-error.js';
import { readTestFile } from '../rules/unit-tests/test-file.js';
import type { Cli } from './cli.js';
import { CliError, ToldFailure } from './cli-error.js';
import { withPlacesShown } from './rule-remarks.js';
import { safeText } from './safe-text.js';

/** `test` of the group `alert rules`: it needs no service. */
export function addAlertRuleTests(rules: Command, cli: Cli): void {
  rules
    .command('test')
    .description("run unit tests of rules, in promtool's format, without a service")
    .argument('<file...>', 'files of tests; each names its rule files, relative to itself')
    .action(async (files: readonly string[], _options: object, command: Command) => {
      const reports: { file: string; report: RuleTestReport }[] = [];
      const { json } = command.optsWithGlobals<{ json?: true }>();
      try {
        for (const file of files) reports.push({ file, report: await tested(file) });
      } catch (error) {
        throw withPlacesShown(cli.terminal, json === true, error);
      }
      const passed = reports.reduce((sum, { report }) => sum + report.passed, 0);
      const failures = reports.flatMap(({ file, report }) => report.failures.map((one) => ({ file, ...one })));
      cli.show(
        command,
        { passed, failed: failures.length, failures },
        () => `${failures.map(failureText).join('')}${passed} passed, ${failures.length} failed\n`,
      );
      if (failures.length > 0) throw new ToldFailure();
    });
}

async function tested(file: string): Promise<RuleTestReport> {
  try {
    const tests = readTestFile(file, await contentOf(file));
    const groups: TestedGroup[] = [];
    for (const name of tests.rule_files ?? []) {
      const path = resolve(dirname(file), name);
      groups.push(...readRuleGroups(path, await contentOf(path)));
    }
    return await runRuleTests(tests, groups);
  } catch (error) {
    if (!(error instanceof RuleTestError)) throw error;
    const { message: detail, at } = error;
    const places = at === null ? {} : { places: [{ field: 'expr', ...at }] };
    throw new CliError({ title: 'Rule tests', detail, code: 'RULE_TEST_INVALID', ...places });
  }
}

async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RuleTestError(`${path} cannot be read: ${why}`);
  }
}

function failureText({
  file,
  test,
  subject,
  time,
  expected,
  got,
}: RuleTestFailure & { readonly file: string }): string {
  const lines = [`FAILED ${file}: ${test}`, `  ${subject}, at ${time}`, `  expected: ${expected}`, `  got: ${got}`];
  return `${lines.map((line) => line.split('\n').map(safeText).join('\n    ')).join('\n')}\n\n`;
}
