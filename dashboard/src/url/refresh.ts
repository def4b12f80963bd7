import { textOf, useSearchParams } from './search';

/** How often the page asks anew by itself; what the live stream tells comes at once anyway. */
export const refreshChoices = { off: 0, '15s': 15_000, '1m': 60_000, '5m': 300_000 } as const;
export type RefreshChoice = keyof typeof refreshChoices;
export const DEFAULT_REFRESH: RefreshChoice = '1m';

export function useRefreshChoice(): RefreshChoice {
  const text = textOf(useSearchParams()['refresh']);
  return text !== undefined && text in refreshChoices ? (text as RefreshChoice) : DEFAULT_REFRESH;
}
