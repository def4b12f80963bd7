import { useNavigate, useSearch as useRouterSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/** The query of an address: texts, and lists where a key repeats. Nothing else, so that links stay readable. */
export type Search = { [key: string]: string | string[] | undefined };

/** These follow from page to page; every other key belongs to the page that wrote it. */
export const followingKeys = ['range', 'from', 'to', 'refresh', 'asOf'] as const;

export function parseSearch(text: string): Search {
  const search: Search = {};
  for (const [key, value] of new URLSearchParams(text)) {
    const before = search[key];
    search[key] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return search;
}

export function stringifySearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') parameters.append(key, String(one));
    }
  }
  // Times and labels stay readable: in a query these need no escape.
  const text = parameters.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

export const textOf = (value: string | string[] | undefined) => (Array.isArray(value) ? value.at(-1) : value);

export const listOf = (value: string | string[] | undefined) =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** The query of the present address. */
export function useSearchParams(): Search {
  return useRouterSearch({ strict: false }) as Search;
}

/**
 * Changes keys of the present address; undefined takes one away. Typing and zooming replace the entry in the history,
 * so that "back" leaves the page: pass `{ replace: true }`.
 */
export function useSetSearch(): (change: Search, options?: { replace?: boolean }) => void {
  const navigate = useNavigate();
  return useCallback(
    (change, { replace = false } = {}) =>
      void navigate({
        to: '.',
        search: (before: Search) => ({ ...before, ...change }),
        replace,
        resetScroll: false,
      } as never),
    [navigate],
  );
}
