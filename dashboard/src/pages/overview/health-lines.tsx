import { mapLoadable } from '../../api/loadable';
import { useApi } from '../../api/use-api';
import { useInstantQuery } from '../../charts/use-range-query';
import { HealthLine } from './health-line';
import {
  channelsVerdict,
  coverageVerdict,
  logVerdict,
  partsVerdict,
  projectionsVerdict,
  queuesVerdict,
} from './health-verdicts';

export function PartsLine() {
  return <HealthLine name="Parts" part={useApi('/readyz', {})} verdict={partsVerdict} to="/settings" />;
}

export function ProjectionsLine() {
  return <HealthLine name="Projections" part={useProjections()} verdict={projectionsVerdict} to="/settings" />;
}

export function LogLine() {
  return <HealthLine name="Log" part={useProjections()} verdict={logVerdict} to="/audit" />;
}

export function QueuesLine() {
  const depth = useInstantQuery('sum by (queue) (orchestrate_queue_depth)');
  return (
    <HealthLine
      name="Queues"
      part={depth}
      verdict={queuesVerdict}
      to="/explore"
      search={{ query: 'sum by (queue) (orchestrate_queue_depth)' }}
    />
  );
}

export function ChannelsLine() {
  const channels = mapLoadable(useApi('/api/channels', { query: { limit: 500 } }), ({ items }) => items);
  return <HealthLine name="Channels" part={channels} verdict={channelsVerdict} to="/channels" />;
}

export function TelemetryLine() {
  const coverage = useApi('/api/telemetry/coverage', { query: { limit: 1 } });
  return (
    <HealthLine
      name="Telemetry"
      part={mapLoadable(coverage, ({ summary }) => summary)}
      verdict={coverageVerdict}
      to="/settings"
      search={{ tab: 'telemetry' }}
    />
  );
}

const useProjections = () => mapLoadable(useApi('/api/projections', {}), ({ items }) => items);
