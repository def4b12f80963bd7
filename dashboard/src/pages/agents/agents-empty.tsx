import { Button } from '@mantine/core';
import { CodeLine } from '../../components/code-line';
import { EmptyState } from '../../components/empty-state';
import { NoMatch } from '../../components/no-match';
import { UnknownThen } from '../../components/unknown-then';
import { useAsOf } from '../../url/as-of';

export interface AgentsEmptyProps {
  readonly filtered: boolean;
  readonly inRange: boolean;
  readonly clear: () => void;
  readonly anyTime: () => void;
}

/** No agent to show, and the way to one. */
export function AgentsEmpty({ filtered, inRange, clear, anyTime }: AgentsEmptyProps) {
  const asOf = useAsOf();
  if (filtered) {
    return (
      <NoMatch title="No agent matches" onClear={clear}>
        Take a filter away{inRange ? ', or look at any time' : ''}.
      </NoMatch>
    );
  }
  if (inRange) {
    return (
      <EmptyState
        title="No agent changed in this range of time"
        action={
          <Button size="compact-sm" variant="default" onClick={anyTime}>
            Any time
          </Button>
        }
      >
        Choose a longer range above, or look at any time.
      </EmptyState>
    );
  }
  if (asOf !== undefined) return <UnknownThen what="agent" action="agent.*" asOf={asOf} />;
  return (
    <EmptyState title="No agents yet" action={<CodeLine code="npm start -- --demo --history 30d" />}>
      Report one with <code>POST /api/agents</code>, point the telemetry of your agents here, or have a simulated fleet:
    </EmptyState>
  );
}
