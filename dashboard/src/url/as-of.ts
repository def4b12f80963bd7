import { textOf, useSearchParams } from './search';

/** The instant in the past that the address asks for; undefined: now. `useApi` passes it on by itself. */
export function useAsOf(): string | undefined {
  const text = textOf(useSearchParams()['asOf']);
  return text !== undefined && !Number.isNaN(Date.parse(text)) ? text : undefined;
}
