import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiAnswer } from '../../api/api-types';
import { callApi } from '../../api/client';
import { type Loadable, mapLoadable } from '../../api/loadable';
import { useApi } from '../../api/use-api';

export type TraceHead = Omit<ApiAnswer<'get', '/api/traces/{id}'>, 'spans' | 'nextCursor'>;
export type TraceSpan = ApiAnswer<'get', '/api/traces/{id}'>['spans'][number];

export interface LoadedTrace {
  readonly head: TraceHead;
  /** In the order of their start. */
  readonly spans: readonly TraceSpan[];
  /** Whether all spans that are shown at all are here. */
  readonly whole: boolean;
}

/**
 * A trace with all of its spans. They come page by page and are shown as they come; afterwards only the head is asked
 * for again, and the spans where it says that something has changed.
 */
export function useTrace(id: string): Loadable<LoadedTrace> {
  const head = useApi('/api/traces/{id}', { path: { id }, query: { limit: 1 } });
  const version = head.data ? versionOf(head.data) : undefined;
  const [part, setPart] = useState<{ id: string; spans: readonly TraceSpan[] }>();
  const spans = useQuery({
    queryKey: ['spans', id, version],
    queryFn: ({ signal }) => readSpans(id, (so) => setPart({ id, spans: so }), signal),
    enabled: version !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const whole = spans.data?.id === id ? spans.data.spans : undefined;
  const known = whole ?? (part?.id === id ? part.spans : undefined);
  const answered = head.data?.traceId !== undefined && known !== undefined;
  return {
    ...mapLoadable(head, (data) => ({ head: data, spans: known ?? [], whole: whole !== undefined })),
    ...(answered || head.data === undefined ? {} : { data: undefined }),
    error: head.error ?? spans.error ?? undefined,
    loading: head.loading || (spans.isPending && version !== undefined),
    retry: () => {
      head.retry();
      if (spans.error) void spans.refetch();
    },
  };
}

/** Another one as soon as a span has come or has changed. */
const versionOf = ({ traceId, spanCount, errorCount, endedAt, durationMs, status }: TraceHead) =>
  [traceId, spanCount, errorCount, endedAt, durationMs, status].join(' ');

async function readSpans(id: string, tell: (soFar: readonly TraceSpan[]) => void, signal: AbortSignal) {
  const spans: TraceSpan[] = [];
  let cursor: string | null = null;
  do {
    const query = { limit: 500, ...(cursor === null ? {} : { cursor }) };
    const page: ApiAnswer<'get', '/api/traces/{id}'> = await callApi(
      'get',
      '/api/traces/{id}',
      { path: { id }, query },
      signal,
    );
    spans.push(...page.spans);
    cursor = page.nextCursor;
    if (cursor !== null) tell([...spans]);
  } while (cursor !== null);
  return { id, spans };
}
