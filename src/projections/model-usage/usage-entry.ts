import type { AgentActivityEvent } from '../../events/agent.events.js';
import { addDecimals, isDecimal } from '../../kernel/exact-sum.js';
import { contextBandOf } from '../../pricing/base-prices.js';
import { modeOf } from '../../pricing/price-book.js';

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

/** Sums over such calls. Tokens of one agent in a quarter of an hour are safe integers. */
export interface UsageSums {
  readonly calls: number;
  readonly failedCalls: number;
  readonly inputTokens: number;
  /** Input that was neither read from a cache nor written to one; of each call by itself never below 0. */
  readonly uncachedTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  /** Of each call by itself never more than what it wrote. */
  readonly cacheWrite1hTokens: number;
  /** The agents' own estimates, and of how many calls there is one; a plain decimal. */
  readonly reportedCostUsd: string;
  readonly callsWithReportedCost: number;
  readonly durationUs: number;
  readonly callsWithDuration: number;
}

const UNKNOWN_TYPE = 'unknown';

export function usageKeyText(call: ModelCall, at: Date): string {
  const {
    agentType,
    epicId = '',
    storyId = '',
    prNumber,
    team = '',
    provider = '',
    serviceTier = '',
    speed = '',
  } = call;
  const type = agentType === undefined || agentType === UNKNOWN_TYPE ? '' : agentType;
  const quarterMs = Math.floor(at.getTime() / QUARTER_MS) * QUARTER_MS;
  return JSON.stringify([
    quarterMs,
    call.model,
    provider,
    modeOf(serviceTier, speed),
    contextBandOf(call.inputTokens),
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
  const { durationMs, cacheReadTokens = 0, cacheWriteTokens = 0, cacheWrite1hTokens = 0 } = call;
  const uncached = Math.max(0, call.inputTokens - cacheReadTokens - cacheWriteTokens);
  return {
    calls: (sums?.calls ?? 0) + 1,
    failedCalls: (sums?.failedCalls ?? 0) + (call.success ? 0 : 1),
    inputTokens: (sums?.inputTokens ?? 0) + call.inputTokens,
    uncachedTokens: (sums?.uncachedTokens ?? 0) + uncached,
    outputTokens: (sums?.outputTokens ?? 0) + call.outputTokens,
    cacheReadTokens: (sums?.cacheReadTokens ?? 0) + cacheReadTokens,
    cacheWriteTokens: (sums?.cacheWriteTokens ?? 0) + cacheWriteTokens,
    cacheWrite1hTokens: (sums?.cacheWrite1hTokens ?? 0) + Math.min(cacheWrite1hTokens, cacheWriteTokens),
    reportedCostUsd:
      cost === undefined ? (sums?.reportedCostUsd ?? '0') : addDecimals(sums?.reportedCostUsd ?? '0', cost),
    callsWithReportedCost: (sums?.callsWithReportedCost ?? 0) + (cost === undefined ? 0 : 1),
    durationUs: (sums?.durationUs ?? 0) + (durationMs === undefined ? 0 : Math.round(durationMs * 1_000)),
    callsWithDuration: (sums?.callsWithDuration ?? 0) + (durationMs === undefined ? 0 : 1),
  };
}
