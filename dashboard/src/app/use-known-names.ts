import { useEffect } from 'react';
import { useLabelValues } from '../api/use-label-values';
import { rememberNames } from '../charts/palette';

/** Has agent types and models look the same on all pages. */
export function useKnownNames(): void {
  const types = useLabelValues('type', 'orchestrate_agents_total');
  const models = useLabelValues('model', 'orchestrate_tokens_total');
  useEffect(() => rememberNames('type', types), [types]);
  useEffect(() => rememberNames('model', models), [models]);
}
