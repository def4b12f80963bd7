import { addDecimals } from '../kernel/exact-sum.js';
import type { JsonObject } from '../kernel/json.js';
import type { Chance } from './chance.js';
import { Conversation, estimatedCost, type Model, type Usage } from './models.js';
import { pause, report, type Script, SECOND, start } from './script.js';

/** Part of the agents of a kind that numbers its records which let us know of them. */
const TELLING = 0.4;
/** Part of the turns of which a record is lost on its way, and with it a call that no fact tells of. */
const LOSING = 0.004;
/** Exporters send what has come together in such a time. */
const EXPORT_EVERY = 5 * SECOND;

/**
 * What an agent's own telemetry lets know of its completeness: the numbers of its records and what its metrics add up
 * to. Told by scripts of their own, so that the facts of the agent do not depend on it.
 */
export class AgentTelemetry {
  private next = 1;
  private exports = 0;
  private sequences: { readonly from: number; readonly marks: string }[] = [];
  private usages: Usage[] = [];

  private constructor(
    private readonly agentId: string,
    private readonly model: Model,
    private readonly chance: Chance,
  ) {}

  /** Undefined for an agent that tells nothing of the kind: of those here, only Claude Code does. */
  static of(agentId: string, model: Model, chance: Chance): AgentTelemetry | undefined {
    const tells = model.provider === 'anthropic' && chance.yes(TELLING);
    return tells ? new AgentTelemetry(agentId, model, chance) : undefined;
  }

  /** A record of whatever kind. */
  record(): void {
    const mark = this.chance.int(0x01, 0xfe).toString(16).padStart(2, '0');
    const number = this.next++;
    const last = this.sequences.at(-1);
    if (last && last.from + last.marks.length / 2 === number) {
      this.sequences[this.sequences.length - 1] = { from: last.from, marks: last.marks + mark };
    } else {
      this.sequences.push({ from: number, marks: mark });
    }
  }

  /** The record of a call that was answered; the metrics count what it used. */
  modelCall(usage: Usage): void {
    this.record();
    this.usages.push(usage);
  }

  /** What came together in a turn goes out. */
  *turn(): Script {
    const { agentId } = this;
    if (this.chance.yes(LOSING)) {
      this.next++;
      this.usages.push(new Conversation(this.model, this.chance).turn());
    }
    const deltas = this.usages.length > 0 ? { deltas: this.deltas() } : {};
    const data = { agentId, source: 'claude-code', sequences: this.sequences, ...deltas };
    this.sequences = [];
    this.usages = [];
    yield start(`telemetry-${agentId}-${++this.exports}`, exported(data));
  }

  private deltas(): readonly JsonObject[] {
    const { model, usages } = this;
    const sum = (part: (usage: Usage) => string) => usages.map(part).reduce(addDecimals, '0');
    return [
      { amount: 'input_tokens', value: sum(({ inputTokens }) => String(inputTokens)) },
      { amount: 'output_tokens', value: sum(({ outputTokens }) => String(outputTokens)) },
      { amount: 'cost_usd', value: sum((usage) => estimatedCost(model, usage) ?? '0') },
    ];
  }
}

function* exported(data: JsonObject): Script {
  yield pause(EXPORT_EVERY);
  yield report('TelemetryReceived', data);
}
