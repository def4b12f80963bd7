/** What the page about delivery keeps in its address. */
export const deliveryFilterSpec = { environment: 'many', repository: 'many', demo: 'one' } as const;

export interface DeliveryFilterValues {
  readonly environment: readonly string[];
  readonly repository: readonly string[];
  readonly demo: string | undefined;
}

/** The filters as the API takes them; what is not set is not asked. */
export function deliveryQueryOf({ environment, repository, demo }: DeliveryFilterValues) {
  return {
    ...(environment.length > 0 ? { environment: environment.join(',') } : {}),
    ...(repository.length > 0 ? { repository: repository.join(',') } : {}),
    ...(demo === 'true' || demo === 'false' ? { demo: demo as 'true' | 'false' } : {}),
  };
}

/** Names with commas would be two names to the API. */
export const isName = (text: string) => /^[^,]{1,200}$/.test(text.trim());

/** The step in which DORA asks how often is deployed. */
export const cadenceWords: Readonly<Record<string, string>> = {
  on_demand: 'on demand',
  daily_to_weekly: 'daily to weekly',
  weekly_to_monthly: 'weekly to monthly',
  monthly_to_half_yearly: 'monthly to half-yearly',
  less_than_half_yearly: 'less than half-yearly',
};
