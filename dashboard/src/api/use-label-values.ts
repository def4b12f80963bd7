import { useQuery } from '@tanstack/react-query';
import { callApi } from './client';

/**
 * The values that a label of the metrics has, sorted: agent types, models, environments. For choices in filters; empty
 * until they are known.
 *
 *     const types = useLabelValues('type', 'orchestrate_agents_total');
 */
export function useLabelValues(label: string, metric?: string): readonly string[] {
  const { data } = useQuery({
    queryKey: ['api', `/api/v1/label/${label}/values`, metric],
    queryFn: async ({ signal }) => {
      const query = metric === undefined ? undefined : { 'match[]': metric };
      const answer = await callApi(
        'get',
        '/api/v1/label/{name}/values',
        { path: { name: label }, query: query as never },
        signal,
      );
      return (answer as unknown as { data: string[] }).data;
    },
    staleTime: 60_000,
  });
  return data ?? [];
}
