import type { JsonObject } from '../kernel/json.js';
import type { Chance } from './chance.js';
import { report, type Script, start } from './script.js';

/** How often somebody, or a rule, is asked before a tool is used; reading is never asked for. */
const askedFor: Readonly<Record<string, number>> = { Bash: 0.2, Write: 0.15, Edit: 0.1 };

/** Requests that are refused come to nothing, so that no call tells of them: so many a turn. */
const REFUSED_A_TURN = 0.012;

/**
 * Who decides whether an agent may use its tools. Decisions are told by scripts of their own, and drawn by a chance of
 * their own, so that the facts of the agent do not depend on them.
 */
export class ToolDecisions {
  constructor(
    private readonly chance: Chance,
    private readonly context: JsonObject,
  ) {}

  /** Before a call that is made; answers whether somebody was asked. */
  *beforeCall(tool: string, toolCallId: string): Script<boolean> {
    if (!this.chance.yes(askedFor[tool] ?? 0)) return false;
    const decidedBy = this.chance.weighted([
      ['config', 12],
      ['user_permanent', 3],
      ['user_temporary', 4],
      ['hook', 1],
    ] as const);
    yield this.decided({ tool, decision: 'accepted', decidedBy, toolCallId });
    return true;
  }

  /** A request of a turn that is refused, or broken off instead of answered; answers whether there was one. */
  *refusal(): Script<boolean> {
    if (!this.chance.yes(REFUSED_A_TURN)) return false;
    const tool = this.chance.weighted([
      ['Bash', 6],
      ['Write', 2],
      ['Edit', 1],
    ] as const);
    const decidedBy = this.chance.weighted([
      ['user_reject', 4],
      ['hook', 2],
      ['config', 2],
      ['user_abort', 2],
    ] as const);
    const decision = decidedBy === 'user_abort' ? 'aborted' : 'rejected';
    yield this.decided({ tool, decision, decidedBy, toolCallId: `toolu_${this.chance.hex(24)}` });
    return true;
  }

  private decided(decision: JsonObject & { readonly toolCallId: string }) {
    return start(`decision-${decision.toolCallId}`, told({ ...this.context, ...decision }));
  }
}

function* told(decision: JsonObject): Script {
  yield report('ToolDecisionRecorded', decision);
}
