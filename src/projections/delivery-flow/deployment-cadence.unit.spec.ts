import { expect, it } from 'vitest';
import { cadenceOf } from './deployment-cadence.js';

it.each([
  [1.01, 'on_demand'],
  [1, 'daily_to_weekly'],
  [1 / 7, 'daily_to_weekly'],
  [0.142, 'weekly_to_monthly'],
  [12 / 365, 'weekly_to_monthly'],
  [0.03, 'monthly_to_half_yearly'],
  [2 / 365, 'monthly_to_half_yearly'],
  [0.005, 'less_than_half_yearly'],
])('%d deployments a day are %s', (perDay, cadence) => {
  expect(cadenceOf(perDay)).toBe(cadence);
});
