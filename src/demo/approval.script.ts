import type { Chance } from './chance.js';
import { HOUR, MINUTE, pause, report, type Script } from './script.js';
import { people } from './subjects.js';

interface Question {
  readonly approvalId: string;
  readonly title: string;
  readonly resource: string;
}

const TIMEOUT = 8 * HOUR;

/** Somebody is asked; answers whether it was approved. */
export function* approvalScript(question: Question, chance: Chance): Script<boolean> {
  const requiredCount = chance.yes(0.25) ? 2 : 1;
  const { approvalId } = question;
  const decide = (decision: string, by: string, more: { comment?: string; delegatedTo?: string } = {}) =>
    report('ApprovalDecided', { approvalId, decision, decidedBy: by, ...more });
  yield report('ApprovalRequested', {
    ...question,
    requiredCount,
    timeoutSeconds: TIMEOUT / 1_000,
    timeoutAction: 'reject',
  });
  const first = chance.int(0, people.length - 1);
  const approver = (index: number) => people[(first + index) % people.length]!;
  if (chance.yes(0.04)) {
    yield pause(TIMEOUT);
    yield decide('timed_out', 'system');
    return false;
  }
  yield pause(chance.about(18 * MINUTE, 0.9));
  if (chance.yes(0.12)) {
    yield decide('delegated', approver(0), { delegatedTo: approver(1) });
    yield pause(chance.about(15 * MINUTE));
  }
  if (chance.yes(0.08)) {
    yield decide('rejected', approver(1), { comment: 'not before the weekend' });
    return false;
  }
  for (let count = 1; count <= requiredCount; count++) {
    yield decide('approved', approver(count));
    if (count < requiredCount) yield pause(chance.about(10 * MINUTE));
  }
  return true;
}
