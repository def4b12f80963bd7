import { checkConclusions } from '../../../events/repository.events.js';
import { present } from '../../../kernel/present.js';
import { secondsBetween } from '../../../kernel/reported-life.js';
import type { MappedFact } from './mapped-fact.js';
import type { PayloadReader } from './payload.reader.js';

/** Where each kind of check says what we want to know. */
const places = {
  check_run: {
    started: ['started_at'],
    ended: ['completed_at'],
    branch: ['check_suite', 'head_branch'],
    named: ['name'],
  },
  check_suite: { started: ['created_at'], ended: ['updated_at'], branch: ['head_branch'], named: ['app', 'name'] },
  workflow_run: { started: ['run_started_at'], ended: ['updated_at'], branch: ['head_branch'], named: ['name'] },
} as const;

/** A check that came to an end; anything else about checks is no fact of ours. */
export function mapCheck(kind: keyof typeof places, payload: PayloadReader): readonly MappedFact[] {
  if (payload.at('action').exact(50) !== 'completed') return [];
  const check = payload.at(kind);
  const place = places[kind];
  const repository = payload.at('repository', 'full_name').exact(200);
  const id = check.at('id').number();
  const conclusion = checkConclusions.find((known) => known === check.at('conclusion').exact(50));
  if (!repository || !id || !conclusion) return [];
  const startedAt = check.at(...place.started).time();
  const occurredAt = check.at(...place.ended).time();
  const numbers = check
    .at('pull_requests')
    .list()
    .map((one) => one.at('number').number());
  const data = present({
    repository,
    checkId: String(id),
    kind,
    name: check.at(...place.named).line(300) ?? kind,
    conclusion,
    provider: check.at('app', 'slug').exact(100) ?? (kind === 'workflow_run' ? 'github-actions' : undefined),
    attempt: check.at('run_attempt').number(),
    headSha: check.at('head_sha').exact(64),
    branch: check.at(...place.branch).exact(300),
    pullRequestNumbers: numbers.filter((number) => number !== undefined).slice(0, 100),
    startedAt,
    durationSeconds: occurredAt === undefined ? undefined : secondsBetween(startedAt, occurredAt),
    url: check.at('html_url').exact(2_000),
  });
  return [{ type: 'CheckCompleted', occurredAt, data }];
}
