import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { streams } from '../../../../events/streams.js';
import { DomainError } from '../../../../kernel/domain-error.js';
import type { Ids } from '../../../../kernel/ids.js';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { IDS } from '../../../../platform/runtime/tokens.js';
import { readRuleFile } from '../../../../rules/rule-file.js';
import type { RuleRemark } from '../../../../rules/rule-remark.js';
import { AlertRuleChecks } from '../../alert-rule-checks.service.js';
import { alertRuleInvalid } from '../../alert-rule-invalid.js';
import { defaultsGone } from '../../default-gave-way.js';
import { alertRulesDecider } from '../../domain/alert-rules.decider.js';
import { ruleByName } from '../../domain/rule-book.js';
import { ImportAlertRules } from './import-alert-rules.command.js';
import type { ImportedAlertRules } from './import-alert-rules.response.js';

/** More than anybody writes by hand; one append takes them all. */
const MOST_RULES = 2_000;

@CommandHandler(ImportAlertRules)
export class ImportAlertRulesHandler implements ICommandHandler<ImportAlertRules> {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly checks: AlertRuleChecks,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async execute({ content, replace, context }: ImportAlertRules): Promise<ImportedAlertRules> {
    const file = readRuleFile(content);
    const count = file.rules.length + file.salvaged.length;
    if (count > MOST_RULES) throw tooMany(count);
    const checked = await this.checks.checkAll(file.rules.map(({ draft }) => draft));
    const problems: RuleRemark[] = [...file.problems];
    for (const salvaged of file.salvaged) {
      const further = this.checks.furtherProblems(salvaged);
      problems.push(...inFile(salvaged.path, further));
    }
    const warnings: RuleRemark[] = [...file.warnings];
    const rules = file.rules.flatMap(({ path, draft }, index) => {
      const one = checked[index];
      if (one?.ok === false) problems.push(...inFile(path, one.problems));
      if (!one?.ok) return [];
      warnings.push(...inFile(path, one.warnings));
      return [{ ruleId: this.ids.next(), rule: one.rule, keepEnabled: draft.enabled === undefined }];
    });
    if (problems.length > 0) throw alertRuleInvalid(problems, file.placeOf);
    const { events, state, position } = await this.executor.execute(
      alertRulesDecider,
      streams.alertRules(),
      { type: 'import', rules, replace },
      context,
    );
    const paths = new Map(file.rules.map(({ path, draft }) => [draft.name, path]));
    warnings.push(...defaultsGone(events, (name) => paths.get(name) ?? 'name'));
    const outcomes = new Map(
      events.map(({ type, data }) => [data.ruleId, type === 'AlertRuleCreated' ? 'created' : 'changed']),
    );
    const named = rules.map(({ rule: { name } }) => {
      const id = ruleByName(state, name)?.ruleId ?? '';
      return { id, name, outcome: (outcomes.get(id) ?? 'unchanged') as 'created' | 'changed' | 'unchanged' };
    });
    const countOf = (wanted: string) => named.filter(({ outcome }) => outcome === wanted).length;
    return {
      ...{ created: countOf('created'), changed: countOf('changed'), unchanged: countOf('unchanged') },
      rules: named,
      notTaken: [...file.notTaken],
      warnings,
      position: position ?? null,
    };
  }
}

function inFile(path: string, remarks: readonly RuleRemark[]): readonly RuleRemark[] {
  return remarks.map(({ field, message, at }) => ({ field: `${path}.${field}`, message, at }));
}

function tooMany(count: number): DomainError {
  const message = `there are ${count} rules in the file, more than ${MOST_RULES}: import them in several files`;
  return new DomainError('ALERT_RULE_INVALID', `content: ${message}`, {
    fault: 'too_large',
    fields: [{ field: 'content', message }],
  });
}
