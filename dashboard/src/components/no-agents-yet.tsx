import { useApi } from '../api/use-api';
import { useAsOf } from '../url/as-of';
import { demoWay, NothingReported, reportCommand } from './nothing-reported';

/** Not one agent was ever reported. In the past there may have been none. */
export function useNoAgentsYet(): boolean {
  const agents = useApi('/api/agents', { query: { limit: 1 } });
  const past = useAsOf() !== undefined;
  return !past && agents.data?.total === 0;
}

/** What to do about it. */
export function NoAgentsYet({ children }: { readonly children: string }) {
  return (
    <NothingReported
      title="No agent has been reported yet"
      ways={[
        {
          name: 'Point the OpenTelemetry of your agents here',
          code: `export OTEL_EXPORTER_OTLP_ENDPOINT=http://${window.location.hostname}:4318`,
        },
        {
          name: 'Or report them by the API',
          code: reportCommand('/api/agents', { type: 'story-implementer' }),
        },
        demoWay,
      ]}
    >
      {children}
    </NothingReported>
  );
}
