import type { FilterOption } from './filter-bar';
import { stateLook } from './state-words';

/** States and severities as choices, in the words of their badges. */
export const stateOptions = (states: readonly string[]): FilterOption[] =>
  states.map((value) => ({ value, label: stateLook(value).word }));

/** Names as they are: agent types, models, labels. */
export const nameOptions = (names: readonly string[]): FilterOption[] =>
  names.map((value) => ({ value, label: value }));

/** The filter that leaves out the simulated fleet, or all others. */
export const demoFilter = {
  kind: 'one',
  key: 'demo',
  label: 'Real or simulated',
  options: [
    { value: 'false', label: 'Real' },
    { value: 'true', label: 'Simulated' },
  ],
} as const;
