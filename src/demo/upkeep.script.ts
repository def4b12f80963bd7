import { agentAtWork, type Assignment } from './agent.script.js';
import type { Chance } from './chance.js';
import { selfHosted } from './models.js';
import { HOUR, MINUTE, pause, report, type Script } from './script.js';
import { type Fleet, people, serviceName, storyTitle } from './subjects.js';

/** Work that comes by the clock, at these hours (UTC). */
export const daily: readonly { readonly hour: number; readonly work: Pick<Assignment, 'type' | 'task' | 'model'> }[] = [
  { hour: 0, work: { type: 'background_controller', task: 'Clean up stale worktrees' } },
  { hour: 0, work: { type: 'doc_generator', task: 'Sum up the day before', model: selfHosted } },
  { hour: 3, work: { type: 'security_scanner', task: 'Scan dependencies and secrets' } },
  { hour: 6, work: { type: 'scheduler', task: 'Lay out the work of the day' } },
  { hour: 9, work: { type: 'multi_repo_coordinator', task: 'Bring shared packages up to date' } },
  { hour: 12, work: { type: 'pr_controller', task: 'See to pull requests that wait' } },
  { hour: 12, work: { type: 'doc_generator', task: 'List what has no documentation', model: selfHosted } },
  { hour: 15, work: { type: 'ci_integrator', task: 'Repair flaky jobs' } },
];

export function* upkeepScript(work: Assignment, chance: Chance): Script {
  yield* agentAtWork(chance, work);
}

/** Somebody reports a fault; an agent sorts it in, and it is closed in time. */
export function* issueScript(fleet: Fleet, number: string, chance: Chance): Script {
  const issue = { repository: `${fleet.name}/${serviceName(chance)}`, number: Number(number) };
  const title = storyTitle(chance);
  yield report('IssueStatusChanged', {
    ...issue,
    change: 'opened',
    title,
    author: chance.pick(people),
    labels: ['bug'],
  });
  yield pause(chance.about(2 * MINUTE));
  yield* agentAtWork(chance.of('triager'), { type: 'issue_triager', task: `Sort in: ${title}` });
  if (chance.yes(0.4)) yield* agentAtWork(chance.of('fixer'), { type: 'issue_fixer', task: `Fix: ${title}` });
  yield pause(chance.about(20 * HOUR, 0.9));
  yield report('IssueStatusChanged', { ...issue, change: 'closed', reason: 'completed' });
}
