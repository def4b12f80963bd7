import { useMemo } from 'react';
import { useApi } from '../../api/use-api';
import { useLabelValues } from '../../api/use-label-values';

/** What the filters of agents offer, as far as the service knows names. */
export function useAgentChoices() {
  const types = useLabelValues('type', 'orchestrate_agents_total');
  const models = useLabelValues('model', 'orchestrate_tokens_total');
  const teams = useLabelValues('team', 'orchestrate_tokens_total');
  const { data } = useApi('/api/stories', { query: { limit: 500 } });
  return useMemo(() => {
    const stories = data?.items ?? [];
    return {
      types,
      models,
      teams,
      epics: [...new Set(stories.flatMap(({ epicId }) => epicId ?? []))].toSorted(),
      stories: stories.map(({ id, title }) => ({ value: id, label: title === null ? id : `${id} · ${title}` })),
    };
  }, [types, models, teams, data]);
}
