import { textOf, useSearchParams } from './search';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/i;

/** The instant in the past that the address asks for; undefined: now. `useApi` passes it on by itself. */
export function useAsOf(): string | undefined {
  return readAsOf(useSearchParams()['asOf']).asOf;
}

/** What stands there instead of an instant: now is shown, which must be said. */
export function useFaultyAsOf(): string | undefined {
  return readAsOf(useSearchParams()['asOf']).faulty;
}

export function readAsOf(given: string | string[] | undefined): { asOf?: string; faulty?: string } {
  const text = textOf(given);
  if (text === undefined || text === '') return {};
  return INSTANT.test(text) && !Number.isNaN(Date.parse(text)) ? { asOf: text } : { faulty: text };
}
