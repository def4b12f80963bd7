import type { QueryBus } from '@nestjs/cqrs';
import type { AlertStep, StoredAlert } from '../../../../projections/alerts/index.js';
import {
  ListNotifications,
  ListSuppressions,
  type NotificationAnswer,
  type SuppressionAnswer,
} from '../../../../projections/notifications/index.js';
import { ListSilencedSpans, type SilencedSpan } from '../../../../projections/silences/index.js';
import { matchedLabels } from '../../../../rules/silence-matching.js';
import type { AlertHistoryEntry } from './alert.response.js';

/** Messages of one alert that are looked at; it is repeated every few hours at most. */
const MESSAGES = 200;

interface Happened {
  readonly steps: readonly AlertStep[];
  readonly silences: readonly SilencedSpan[];
  readonly notifications: readonly NotificationAnswer[];
  readonly suppressions: readonly SuppressionAnswer[];
}

/** All that happened to an alert up to `until`. */
export async function historyOf(
  queries: QueryBus,
  alert: StoredAlert,
  steps: readonly AlertStep[],
  until: Date,
): Promise<AlertHistoryEntry[]> {
  const page = { alert: alert.id, order: 'desc', to: until.toISOString(), limit: MESSAGES } as const;
  const [sent, unsent, silences] = await Promise.all([
    queries.execute(new ListNotifications(page)),
    queries.execute(new ListSuppressions(page)),
    silencesOf(queries, alert, until),
  ]);
  return inOrder(alert.id, until, { steps, silences, notifications: sent.items, suppressions: unsent.items });
}

/** Only what fires is silenced. */
async function silencesOf(queries: QueryBus, alert: StoredAlert, until: Date): Promise<readonly SilencedSpan[]> {
  const { triggeredAt, resolvedAt, labels, ruleName, severity } = alert;
  if (triggeredAt === null) return [];
  const labelled = matchedLabels({ labels, ruleName, severity: severity ?? '' });
  const end = resolvedAt === null ? until : new Date(resolvedAt);
  return queries.execute(new ListSilencedSpans(labelled, new Date(triggeredAt), end));
}

/** Steps go before what follows from them at the same moment. */
export function inOrder(alertId: string, until: Date, happened: Happened): AlertHistoryEntry[] {
  const end = happened.steps.find(({ type }) => type === 'AlertResolved')?.at ?? until.toISOString();
  return [
    ...happened.steps.map((step) => ({ ...step, channel: null })),
    ...happened.silences.flatMap((span) => silenced(span, end)),
    ...happened.notifications.flatMap((message) => told(message, alertId)),
    ...happened.suppressions.map(untold),
  ]
    .filter(({ at }) => at <= until.toISOString())
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function silenced({ silenceId, from, to, comment, createdBy, endedBy }: SilencedSpan, end: string) {
  const common = { value: null, channel: null };
  const over = to.toISOString();
  const began = { type: 'SilenceBegan', at: from.toISOString(), by: createdBy, detail: `${silenceId}: ${comment}` };
  const ended = { type: 'SilenceOver', at: over, by: endedBy ?? createdBy, detail: silenceId };
  return [{ ...began, ...common }, ...(over < end ? [{ ...ended, ...common }] : [])];
}

/** One that gave way to another is among what was not told. */
function told(message: NotificationAnswer, alertId: string): AlertHistoryEntry[] {
  const { status, channelName: channel, sentAt, updatedAt, queuedAt, requestedBy: by, error } = message;
  const of = message.alerts.find((alert) => alert.alertId === alertId)?.status ?? 'firing';
  const what = `${of}, ${message.reason.replaceAll('_', ' ')}`;
  const common = { by, value: null, channel };
  switch (status) {
    case 'sent':
      return [{ type: 'NotificationSent', at: sentAt ?? updatedAt, detail: what, ...common }];
    case 'failed':
    case 'retrying': {
      const again = status === 'retrying' ? ' (it is tried again)' : '';
      const detail = `${what}: ${error ?? 'it did not arrive'}${again}`;
      return [{ type: 'NotificationFailed', at: updatedAt, detail, ...common }];
    }
    case 'queued':
      return [{ type: 'NotificationQueued', at: queuedAt, detail: what, ...common }];
    case 'superseded':
      return [];
  }
}

function untold({ at, channelName: channel, reason, because }: SuppressionAnswer): AlertHistoryEntry {
  const detail = `${reason.replaceAll('_', ' ')}${because === null ? '' : `: ${because}`}`;
  return { type: 'NotificationSuppressed', at, by: 'notifications', value: null, detail, channel };
}
