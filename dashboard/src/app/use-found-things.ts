import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { callApi } from '../api/client';
import { useConnection } from '../api/use-connection';
import { useLabelValues } from '../api/use-label-values';
import { useSavedViews } from '../components/saved-views';
import { useAsOf } from '../url/as-of';
import { parseSearch } from '../url/search';
import {
  foundAgent,
  foundAlert,
  foundBudget,
  foundRule,
  type FoundThing,
  foundType,
  foundView,
  having,
} from './found-things';

const TYPING_MS = 250;
const FEWEST_LETTERS = 2;
const OF_A_KIND = 5;
const FRESH_MS = 15_000;
const BUDGETS_FRESH_MS = 60_000;

export interface FoundThings {
  readonly things: readonly FoundThing[];
  /** Why there may be more than is shown; undefined when all has been looked through. */
  readonly note: string | undefined;
}

/** What the service knows by such a text. It is asked once typing rests, and not at all while it is away. */
export function useFoundThings(typed: string): FoundThings {
  const [settled] = useDebouncedValue(typed.trim(), TYPING_MS);
  const text = settled.slice(0, 200);
  const long = text.length >= FEWEST_LETTERS;
  const asOf = useAsOf();
  const away = useConnection().state === 'away';
  const types = having(text, useLabelValues('type', 'orchestrate_agents_total'), (type) => type).slice(0, OF_A_KIND);
  const search = useQuery({
    // No part of the page: the stream of changes does not have it asked anew.
    queryKey: ['palette', text, types, asOf],
    queryFn: ({ signal }) => searchAll(text, types, asOf, signal),
    enabled: long,
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const budgets = useQuery({
    queryKey: ['palette', 'budgets', asOf],
    queryFn: ({ signal }) => callApi('get', '/api/cost/budgets', { query: { limit: 100, asOf } as never }, signal),
    enabled: long,
    staleTime: BUDGETS_FRESH_MS,
    retry: false,
  });
  const { views } = useSavedViews();
  if (typed.trim().length < FEWEST_LETTERS) return { things: [], note: undefined };
  // Too short a text of before is in every name.
  const local = long
    ? [
        ...types.map(foundType),
        ...having(text, views, ({ name }) => name).map(({ name, search: kept }) => foundView(name, parseSearch(kept))),
        ...having(text, budgets.data?.items ?? [], ({ name }) => name).map(foundBudget),
      ]
    : [];
  return {
    things: [...local, ...(long ? (search.data ?? []) : [])],
    note: away
      ? 'The service is away.'
      : search.isError || budgets.isError
        ? 'Not everything could be searched.'
        : search.isFetching || settled !== typed.trim()
          ? 'Searching…'
          : undefined,
  };
}

async function searchAll(
  text: string,
  types: readonly string[],
  asOf: string | undefined,
  signal: AbortSignal,
): Promise<FoundThing[]> {
  const query = { text, limit: OF_A_KIND, asOf } as never;
  const ofTypes = { type: types.join(','), limit: OF_A_KIND, asOf } as never;
  const [agents, others, rules, alerts] = await Promise.all([
    callApi('get', '/api/agents', { query }, signal),
    types.length === 0 ? undefined : callApi('get', '/api/agents', { query: ofTypes }, signal),
    callApi('get', '/api/alerts/rules', { query }, signal),
    callApi('get', '/api/alerts', { query }, signal),
  ]);
  const found = new Map([...agents.items, ...(others?.items ?? [])].map((agent) => [agent.id, foundAgent(agent)]));
  return [...found.values(), ...rules.items.map(foundRule), ...alerts.items.map(foundAlert)];
}
