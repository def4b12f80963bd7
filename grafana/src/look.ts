/** One grammar for all dashboards: what a colour means, and what a panel looks like. */
export const datasource = { type: 'prometheus', uid: '${datasource}' } as const;

export type Colour = 'green' | 'yellow' | 'orange' | 'red' | 'blue' | 'purple' | 'text' | 'semi-dark-blue';

/** Colour is for state: where one of these words is a legend, it looks alike on every panel. */
export const stateColours: readonly (readonly [colour: Colour, words: readonly string[]])[] = [
  ['green', ['completed', 'success', 'succeeded', 'sent', 'recovered', 'approved', 'accepted']],
  ['blue', ['running', 'in_progress', 'info']],
  ['yellow', ['retrying', 'pending', 'warning']],
  ['orange', ['rolled_back', 'timed_out', 'error']],
  ['red', ['failed', 'failure', 'critical', 'rejected']],
];

export type Unit =
  'short' | 'none' | 's' | 'percentunit' | 'currencyUSD' | 'bytes' | 'reqps' | 'ops' | 'opm' | 'dateTimeFromNow';

/** From this value on, in this colour. */
export type Step = readonly [from: number, colour: Colour];
