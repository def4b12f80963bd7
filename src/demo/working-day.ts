import type { JsonObject } from '../kernel/json.js';
import { AgentTelemetry } from './agent-telemetry.script.js';
import type { Chance } from './chance.js';
import { Conversation, estimatedCost, type Model } from './models.js';
import { pause, report, type Script, SECOND } from './script.js';
import { ToolDecisions } from './tool-decision.script.js';
import { toolCall } from './tools.js';

const apiErrors = [
  '529 overloaded_error: the model is overloaded',
  '429 rate_limit_error: number of input tokens has exceeded the rate limit',
  '500 api_error: internal server error',
];

/** The calls of one agent: to its model, and to the tools that the model asks for. */
export class WorkingDay {
  private readonly conversation: Conversation;
  private readonly decisions: ToolDecisions;
  private readonly telemetry: AgentTelemetry | undefined;

  constructor(
    private readonly chance: Chance,
    private readonly model: Model,
    private readonly context: JsonObject & { readonly agentId: string },
  ) {
    this.conversation = new Conversation(model, chance);
    this.decisions = new ToolDecisions(chance.of('decisions'), context);
    this.telemetry = AgentTelemetry.of(context.agentId, model, chance.of('telemetry'));
  }

  /** One turn; false when the model could not be reached in three attempts. */
  *turn(): Script<boolean> {
    const goesOn = yield* this.calls();
    if (this.telemetry) yield* this.telemetry.turn();
    return goesOn;
  }

  private *calls(): Script<boolean> {
    const { chance } = this;
    for (let attempt = 1; !(yield* this.modelCall(attempt === 1 ? 0.012 : 0.2)); attempt++) {
      if (attempt === 3) return false;
      yield pause(chance.about(attempt * 4 * SECOND));
    }
    for (
      let calls = chance.weighted([
        [0, 2],
        [1, 5],
        [2, 2],
        [3, 1],
      ] as const);
      calls > 0;
      calls--
    ) {
      const { durationMs, ...call } = toolCall(chance);
      const toolCallId = `toolu_${chance.hex(24)}`;
      if (yield* this.decisions.beforeCall(call.tool, toolCallId)) this.telemetry?.record();
      yield pause(Math.ceil(durationMs));
      yield report('ToolCallRecorded', { ...this.context, ...call, durationMs, toolCallId });
      this.telemetry?.record();
    }
    if (yield* this.decisions.refusal()) this.telemetry?.record();
    return true;
  }

  private *modelCall(failing: number): Script<boolean> {
    const { chance, model } = this;
    const { name, provider, msPerOutputToken } = model;
    const common = { ...this.context, model: name, provider, requestId: `req_${chance.hex(24)}` };
    if (chance.yes(failing)) {
      const durationMs = chance.about(1_200);
      yield pause(durationMs);
      const error = chance.pick(apiErrors);
      yield report('ModelCallRecorded', {
        ...common,
        inputTokens: 0,
        outputTokens: 0,
        durationMs,
        success: false,
        error,
      });
      this.telemetry?.record();
      return false;
    }
    const usage = this.conversation.turn();
    const durationMs = chance.about(900 + usage.outputTokens * msPerOutputToken, 0.3);
    yield pause(durationMs);
    const reportedCostUsd = estimatedCost(model, usage);
    yield report('ModelCallRecorded', { ...common, ...usage, reportedCostUsd, durationMs, success: true });
    this.telemetry?.modelCall(usage);
    return true;
  }
}
