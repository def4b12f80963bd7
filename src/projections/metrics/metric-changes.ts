import type { RecordedEvent } from '../../kernel/event.js';
import { alertChanges } from './alert-changes.js';
import { deliveryChanges } from './delivery-changes.js';
import { fleetChanges } from './fleet-changes.js';
import { notificationChanges } from './notification-changes.js';
import type { SeriesChange } from './series-change.js';

/** What each event type does to the series; the whole meaning of the domain metrics is in this table. */
const changes = new Map(
  Object.entries({ ...fleetChanges, ...deliveryChanges, ...notificationChanges, ...alertChanges }) as [
    string,
    (data: unknown, recordedAt: Date) => readonly SeriesChange[],
  ][],
);

export const metricEventTypes: readonly string[] = [...changes.keys()];

/** The changes that one event makes; none for a type that no series follows. */
export function changesOf(event: RecordedEvent): readonly SeriesChange[] {
  return changes.get(event.type)?.(event.data, event.recordedAt) ?? [];
}
