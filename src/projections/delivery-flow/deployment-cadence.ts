/** The steps in which DORA asks for the deployment frequency, the most frequent first. */
export const cadences = [
  'on_demand',
  'daily_to_weekly',
  'weekly_to_monthly',
  'monthly_to_half_yearly',
  'less_than_half_yearly',
] as const;
type Cadence = (typeof cadences)[number];

/** DORA's word for so many deployments a day; on demand is several times a day. */
export function cadenceOf(perDay: number): Cadence {
  if (perDay > 1) return 'on_demand';
  if (perDay >= 1 / 7) return 'daily_to_weekly';
  if (perDay >= 12 / 365) return 'weekly_to_monthly';
  if (perDay >= 2 / 365) return 'monthly_to_half_yearly';
  return 'less_than_half_yearly';
}
