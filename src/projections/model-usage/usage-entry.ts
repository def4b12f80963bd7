import type { AgentActivityEvent } from '../../events/agent.events.js';
import { addDecimals, isDecimal } from '../../kernel/exact-sum.js';
import { addTo, addTokens, type PricedTokens, pricedModelOf, type TokenSum } from '../../pricing/priced-tokens.js';

export type ModelCall = Extract<AgentActivityEvent, { type: 'ModelCallRecorded' }>['data'];

const QUARTER_MS = 15 * 60_000;

/**
 * What calls have in common that are priced and attributed alike: a quarter of an hour (every time zone's days begin
 * with one), what decides on the price, and what the calls themselves say of their work; empty texts where they say
 * nothing.
 */
export interface UsageKey {
  readonly quarterMs: number;
  readonly model: string;
  readonly provider: string;
  readonly mode: string;
  readonly contextBand: number;
  readonly type: string;
  readonly epic: string;
  readonly story: string;
  readonly pullRequest: string;
  readonly team: string;
  /** Whether they failed: so it is known what the failed calls of an agent used. */
  readonly failed: boolean;
}

/** Sums over such calls. */
export interface UsageSums extends PricedTokens {
  readonly failedCalls: number;
  readonly inputTokens: TokenSum;
  /** The agents' own estimates, and of how many calls there is one; a plain decimal. */
  readonly reportedCostUsd: string;
  readonly callsWithReportedCost: number;
  readonly durationUs: number;
  readonly callsWithDuration: number;
}

const UNKNOWN_TYPE = 'unknown';

export function usageKeyText(call: ModelCall, at: Date): string {
  const { agentType, epicId = '', storyId = '', prNumber, team = '' } = call;
  const { model, provider, mode, contextBand } = pricedModelOf(call);
  const type = agentType === undefined || agentType === UNKNOWN_TYPE ? '' : agentType;
  const quarterMs = Math.floor(at.getTime() / QUARTER_MS) * QUARTER_MS;
  return JSON.stringify([
    quarterMs,
    model,
    provider,
    mode,
    contextBand,
    type,
    epicId,
    storyId,
    prNumber === undefined ? '' : String(prNumber),
    !call.success,
    team,
  ]);
}

export function usageKeyOf(text: string): UsageKey {
  const [quarterMs, model, provider, mode, contextBand, type, epic, story, pullRequest, failed, team] = JSON.parse(
    text,
  ) as [number, string, string, string, number, string, string, string, string, boolean, string];
  return { quarterMs, model, provider, mode, contextBand, type, epic, story, pullRequest, failed, team };
}

export function addCall(sums: UsageSums | undefined, call: ModelCall): UsageSums {
  const cost = call.reportedCostUsd !== undefined && isDecimal(call.reportedCostUsd) ? call.reportedCostUsd : undefined;
  const { durationMs } = call;
  return {
    ...addTokens(sums, call),
    failedCalls: (sums?.failedCalls ?? 0) + (call.success ? 0 : 1),
    inputTokens: addTo(sums?.inputTokens, call.inputTokens),
    reportedCostUsd:
      cost === undefined ? (sums?.reportedCostUsd ?? '0') : addDecimals(sums?.reportedCostUsd ?? '0', cost),
    callsWithReportedCost: (sums?.callsWithReportedCost ?? 0) + (cost === undefined ? 0 : 1),
    durationUs: (sums?.durationUs ?? 0) + (durationMs === undefined ? 0 : Math.round(durationMs * 1_000)),
    callsWithDuration: (sums?.callsWithDuration ?? 0) + (durationMs === undefined ? 0 : 1),
  };
}
