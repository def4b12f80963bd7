import { stringify } from 'yaml';
import type { AlertRuleData } from '../events/alert-rule.events.js';
import { durationText } from '../kernel/duration-text.js';
import { presentRuleData } from './rule-answer.js';
import { extrasAsAnnotations, type RuleFileExtras } from './rule-file-extras.js';

/** A rule file that Prometheus and `promtool check rules` accept, and that reads back as the same rules. */
export function ruleFileText(rules: readonly AlertRuleData[]): string {
  const groups = new Map<string, AlertRuleData[]>();
  for (const rule of rules) {
    const key = JSON.stringify([rule.group, rule.intervalMs]);
    groups.set(key, [...(groups.get(key) ?? []), rule]);
  }
  const taken = new Set<string>();
  const written = [...groups.values()].map((members) => {
    const [{ group, intervalMs }] = members as [AlertRuleData];
    // In a file, the interval is that of the group, and a group's name is there once.
    let name = group;
    for (let next = 2; taken.has(name); next++) name = `${group} (${next})`;
    taken.add(name);
    return {
      name,
      ...(intervalMs === null ? {} : { interval: durationText(intervalMs) }),
      rules: members.map((rule) => alertOf(rule, name)),
    };
  });
  return stringify({ groups: written }, { lineWidth: 0, aliasDuplicateObjects: false });
}

function alertOf(rule: AlertRuleData, groupInFile: string): object {
  const labels = { ...(rule.labels['severity'] === undefined ? { severity: rule.severity } : {}), ...rule.labels };
  const annotations = {
    ...rule.annotations,
    ...(rule.runbookUrl === null || hasOwnRunbook(rule) ? {} : { runbook_url: rule.runbookUrl }),
    ...extrasAsAnnotations(extrasOf(rule, groupInFile)),
  };
  return {
    alert: rule.name,
    expr: rule.condition,
    ...(rule.forMs === 0 ? {} : { for: durationText(rule.forMs) }),
    ...(rule.keepFiringForMs === 0 ? {} : { keep_firing_for: durationText(rule.keepFiringForMs) }),
    labels,
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
}

/** Only what is not as it would be taken anyway. */
function extrasOf(rule: AlertRuleData, groupInFile: string): RuleFileExtras {
  const { kind, parameters } = rule;
  const ownSeverity = rule.labels['severity'] !== undefined;
  return {
    ...(kind === 'promql' || parameters === null ? {} : { kind, parameters: presentRuleData(rule).parameters ?? {} }),
    ...(ownSeverity ? { severity: rule.severity } : {}),
    ...(rule.channels.length === 0 ? {} : { channels: rule.channels }),
    ...(rule.enabled ? {} : { enabled: false }),
    ...(rule.group === groupInFile ? {} : { group: rule.group }),
    ...(rule.unit === 'none' ? {} : { unit: rule.unit }),
    ...(rule.noData === 'keep' ? {} : { noData: rule.noData }),
    ...(rule.runbookUrl !== null && hasOwnRunbook(rule) ? { runbookUrl: rule.runbookUrl } : {}),
  };
}

/** An annotation of this name that is a template, or says something else. */
function hasOwnRunbook({ annotations }: AlertRuleData): boolean {
  return annotations['runbook_url'] !== undefined;
}
