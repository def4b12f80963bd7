import type { JsonObject } from '../kernel/json.js';
import { agentAtWork } from './agent.script.js';
import type { Chance } from './chance.js';
import { deliveryScript } from './deployment.script.js';
import { HOUR, MINUTE, pause, report, type Script, SECOND, start, timeText } from './script.js';
import type { Story } from './story.script.js';
import { type Fleet, people, serviceName } from './subjects.js';

type Change = Omit<Story, 'wait'> & { readonly agentId: string };

/** A pull request from the queue to its end; answers whether it was merged. */
export function* pullRequestScript(fleet: Fleet, change: Change, chance: Chance): Script<boolean> {
  return yield* new PullRequest(fleet, change, chance).life();
}

class PullRequest {
  private readonly service: string;
  private readonly repository: string;
  private readonly number: number;
  private readonly id: string;
  private readonly branch: string;
  private headSha: string;
  private checks = 0;
  private reviews = 0;
  /** Reported to be in review; saying so again would be no fact. */
  private inReview = false;

  constructor(
    private readonly fleet: Fleet,
    private readonly change: Change,
    private readonly chance: Chance,
  ) {
    this.service = serviceName(chance);
    this.repository = `${fleet.name}/${this.service}`;
    this.number = Number(change.number);
    this.id = `${this.repository}#${this.number}`;
    this.branch = `story/${change.storyId}`;
    this.headSha = chance.hex(40);
  }

  *life(): Script<boolean> {
    const { chance, change } = this;
    const { title, agentId, epicId, storyId } = change;
    const where = { repository: this.repository, number: this.number, agentId, epicId, storyId };
    yield this.become('queued', where);
    yield pause(chance.about(3 * MINUTE, 0.8));
    yield this.become('creating', where);
    yield pause(chance.about(12 * SECOND));
    const draft = chance.yes(0.25);
    yield report('PullRequestOpened', {
      ...where,
      pullRequestId: this.id,
      title,
      author: `${this.fleet.name}-bot`,
      branch: this.branch,
      baseBranch: 'main',
      draft,
    });
    const shepherd = {
      type: 'pr_shepherd',
      task: `Bring ${this.id} home`,
      prNumber: this.number,
      epicId,
      storyId,
    } as const;
    yield start('shepherd', ended(agentAtWork(chance.of('shepherd'), shepherd)));
    yield pause(chance.about(4 * MINUTE));
    if (draft) {
      yield report('PullRequestDraftChanged', { pullRequestId: this.id, draft: false });
      yield pause(chance.about(30 * SECOND));
    }
    yield* this.checked();
    if (chance.yes(0.05)) {
      yield this.become('closed', { reason: 'superseded' });
      if (chance.yes(0.6)) return false;
      yield pause(chance.about(2 * HOUR));
      yield this.become('open', { reason: 'wanted after all' });
    }
    yield* this.reviewed();
    return yield* this.merged();
  }

  private become(to: string, more: JsonObject = {}) {
    this.inReview = to === 'reviewing';
    return report('PullRequestStatusChanged', { pullRequestId: this.id, to, ...more });
  }

  /** Continuous integration, with repairs until it is content. */
  private *checked(): Script {
    const { chance } = this;
    for (let attempt = 1; ; attempt++) {
      const duration = chance.about(5 * MINUTE);
      const now = yield pause(duration);
      const conclusion = chance.weighted([
        ['success', attempt === 1 ? 78 : 92],
        ['failure', 16],
        ['timed_out', 2],
      ] as const);
      yield report('CheckCompleted', {
        repository: this.repository,
        checkId: `${this.id}/${++this.checks}`,
        kind: 'workflow_run',
        name: 'build and test',
        conclusion,
        provider: 'github_actions',
        attempt,
        headSha: this.headSha,
        branch: this.branch,
        pullRequestNumbers: [this.number],
        startedAt: timeText(now - duration),
        durationSeconds: Math.round(duration / SECOND),
      });
      if (conclusion === 'success' || attempt === 4) return;
      if (conclusion === 'timed_out') yield* this.helper('ci_integrator', 'Find out why the build hangs');
      else yield* this.repair('Make the failing checks pass');
    }
  }

  private *repair(task: string): Script {
    yield this.become('fixing', { reason: task });
    yield* this.helper('issue_fixer', task);
    this.headSha = this.chance.hex(40);
    yield this.become('reviewing');
  }

  private *helper(type: 'issue_fixer' | 'code_reviewer' | 'conflict_resolver' | 'ci_integrator', task: string): Script {
    const { epicId, storyId, agentId: parentAgentId } = this.change;
    yield* agentAtWork(this.chance.of(`${type}-${this.checks}-${this.reviews}`), {
      type,
      task,
      epicId,
      storyId,
      prNumber: this.number,
      parentAgentId,
    });
  }

  private *reviewed(): Script {
    const { chance } = this;
    if (!this.inReview) yield this.become('reviewing');
    yield* this.helper('code_reviewer', `Review ${this.id}`);
    const strictness = chance.weighted([
      ['lenient', 6],
      ['strict', 4],
    ] as const);
    let objection = strictness === 'strict' ? yield* this.review('automated', 'changes_requested') : undefined;
    while (objection !== undefined) {
      yield* this.repair('Address the review');
      yield* this.checked();
      if (chance.yes(0.3)) {
        yield report('ReviewDismissed', {
          pullRequestId: this.id,
          reviewId: objection,
          dismissedBy: chance.pick(people),
        });
      }
      objection = chance.yes(0.2) ? yield* this.review('human', 'changes_requested') : undefined;
    }
    if (chance.yes(0.08)) yield* this.review('external', 'needs_discussion');
    if (chance.yes(0.5)) yield* this.review('copilot', 'approved');
    yield* this.review('human', 'approved');
  }

  private *review(reviewerType: 'automated' | 'human' | 'copilot' | 'external', verdict: string): Script<string> {
    const { chance } = this;
    yield pause(chance.about(reviewerType === 'human' ? 50 * MINUTE : 3 * MINUTE, 0.8));
    const reviewId = `${this.id}/review-${++this.reviews}`;
    yield report('ReviewSubmitted', {
      pullRequestId: this.id,
      reviewId,
      reviewer:
        reviewerType === 'human' || reviewerType === 'external' ? chance.pick(people) : `${reviewerType}-reviewer`,
      reviewerType,
      verdict,
    });
    return reviewId;
  }

  private *merged(): Script<boolean> {
    const { chance } = this;
    yield pause(chance.about(5 * MINUTE));
    yield this.become('merging');
    if (chance.yes(0.12)) {
      yield* this.helper('conflict_resolver', `Bring ${this.branch} up to date with main`);
    }
    yield pause(chance.about(40 * SECOND));
    if (chance.yes(0.02)) {
      yield this.become('failed', { reason: 'the branch is protected' });
      return false;
    }
    const commitSha = chance.hex(40);
    yield this.become('merged', { mergedBy: chance.pick(people), commitSha });
    yield pause(chance.int(300, 2_000));
    yield report('CommitsPushed', {
      repository: this.repository,
      ref: 'refs/heads/main',
      branch: 'main',
      before: chance.hex(40),
      after: commitSha,
      change: 'updated',
      commitCount: 1,
      pusher: `${this.fleet.name}-bot`,
    });
    if (chance.yes(0.7)) {
      const { epicId } = this.change;
      const release = {
        service: this.service,
        repository: this.repository,
        commitSha,
        epicId,
        number: this.change.number,
      };
      yield start('delivery', deliveryScript(this.fleet, release, chance.of('delivery')));
    }
    return true;
  }
}

function* ended(script: Script<unknown>): Script {
  yield* script;
}
