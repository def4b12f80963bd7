import { alertEvents } from '../../events/alert.events.js';
import { silenceEvents } from '../../events/silence.events.js';
import type { RecordedEvent } from '../../kernel/event.js';
import type { FoldOutput, InsertOutput, Projection } from '../../platform/projections/projection.js';
import { type AlertRow, alertsTable, foldAlert } from './alert.row.js';
import { type AlertSilenceRow, alertSilencesTable, foldSilence } from './alert-silence.row.js';
import { type AlertStepRow, alertStepsTable, stepOf } from './alert-step.row.js';

const silenceTypes: ReadonlySet<string> = new Set(silenceEvents.map(({ type }) => type));
const isOfSilence = ({ type }: RecordedEvent) => silenceTypes.has(type);

const alerts: FoldOutput<AlertRow> = {
  kind: 'fold',
  table: alertsTable,
  keys: ({ data }) => (typeof data['alertId'] === 'string' ? [[data['alertId']]] : []),
  apply: foldAlert,
};

const steps: InsertOutput<AlertStepRow> = {
  kind: 'insert',
  table: alertStepsTable,
  rows: (event) => (isOfSilence(event) ? [] : [stepOf(event)]),
};

const silences: FoldOutput<AlertSilenceRow> = {
  kind: 'fold',
  table: alertSilencesTable,
  keys: (event) => (isOfSilence(event) ? [[String(event.data['silenceId'])]] : []),
  apply: foldSilence,
};

/** Alerts as they are, and as they were known at any instant; every step of each; and the silences that may cover them. */
export const alertsProjection: Projection = {
  name: 'alerts',
  version: 2,
  types: [...alertEvents, ...silenceEvents].map(({ type }) => type),
  outputs: [alerts, steps, silences],
};
