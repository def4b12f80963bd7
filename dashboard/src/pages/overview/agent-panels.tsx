import { SimpleGrid } from '@mantine/core';
import { type Bar, BarList } from '../../charts/bar-list';
import { useInstantQuery } from '../../charts/use-range-query';
import { EmptyState } from '../../components/empty-state';
import { CodeLine } from '../../components/code-line';
import { NumberText } from '../../components/number-text';
import { Panel } from '../../components/panel';
import { StateBadge } from '../../components/state-badge';
import { stateLook } from '../../components/state-words';
import { toneColour } from '../../components/tones';
import { useAsOf } from '../../url/as-of';

/** Agents by what they do and by what they are. */
export function AgentPanels() {
  const past = useAsOf() !== undefined;
  const byState = useInstantQuery('sort_desc(sum by (state) (orchestrate_agents_total) > 0)');
  const byType = useInstantQuery(
    'topk(9, sum by (type) (orchestrate_agents_total{state!~"completed|failed|terminated"}) > 0)',
  );
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm">
      <Panel
        title="Agents by state"
        unit="agents"
        height={240}
        state={byState}
        isEmpty={(samples) => samples.length === 0}
        empty={
          past ? (
            <EmptyState title="No agent was known then" />
          ) : (
            <EmptyState title="No agents yet" action={<CodeLine code="npx orchestrate demo --history 1d" />}>
              Report one with POST /api/agents, send telemetry by OTLP, or let a simulated fleet report:
            </EmptyState>
          )
        }
      >
        {(samples) => <BarList label="Agents by state" bars={samples.map(stateBar)} />}
      </Panel>
      <Panel
        title="Agents at work by type"
        unit="agents"
        height={240}
        state={byType}
        isEmpty={(samples) => samples.length === 0}
        empty={<EmptyState title="No agent is at work">The list of agents has those that are done.</EmptyState>}
      >
        {(samples) => <BarList label="Agents at work by type" bars={samples.map(typeBar)} />}
      </Panel>
    </SimpleGrid>
  );
}

type Sample = { readonly labels: Readonly<Record<string, string>>; readonly value: number };

function stateBar({ labels, value }: Sample): Bar {
  const state = labels['state'] ?? 'unknown';
  return {
    key: state,
    label: <StateBadge state={state} />,
    value,
    text: <NumberText value={value} />,
    colour: toneColour(stateLook(state).tone),
    to: '/agents',
    search: { state, when: 'any' },
  };
}

function typeBar({ labels, value }: Sample): Bar {
  const type = labels['type'] ?? 'unknown';
  return {
    key: type,
    label: type,
    value,
    text: <NumberText value={value} />,
    to: '/agents',
    search: { type, when: 'any' },
  };
}
