import { Paper } from '@mantine/core';
import { useApi } from '../../api/use-api';
import { EmptyRange } from '../../components/empty-range';
import { NoMatch } from '../../components/no-match';
import { demoWay, NothingReported, reportCommand } from '../../components/nothing-reported';
import { useAsOf } from '../../url/as-of';

const one = { query: { limit: 1 } };

/** No pull request, story, deployment or incident ever; looked up only where a range holds none. */
export function useNoDeliveryYet(rangeIsEmpty: boolean): boolean {
  const isPast = useAsOf() !== undefined;
  const options = { enabled: rangeIsEmpty && !isPast };
  const lists = [
    useApi('/api/pull-requests', one, options),
    useApi('/api/stories', one, options),
    useApi('/api/deployments', one, options),
    useApi('/api/incidents', one, options),
  ];
  return rangeIsEmpty && !isPast && lists.every(({ data }) => data?.total === 0);
}

/** How to have numbers here. */
export function NoDeliveryYet() {
  return (
    <NothingReported
      title="No delivery has been reported yet"
      ways={[
        {
          name: 'Let GitHub send its webhooks, with the secret of GITHUB_WEBHOOK_SECRET (docs/github.md)',
          code: `${window.location.origin}/webhooks/github`,
        },
        {
          name: 'Or report from your pipeline by the API',
          code: reportCommand('/api/deployments', { environment: 'production', service: 'shop' }),
        },
        demoWay,
      ]}
    >
      How often you deploy, how long changes take and how often they fail is told from pull requests, stories,
      deployments and incidents.
    </NothingReported>
  );
}

interface NothingEndedProps {
  readonly filtered: boolean;
  readonly clear: () => void;
  /** Undefined where the range is that long already. */
  readonly longer: (() => void) | undefined;
}

/** Something was reported, but not of this range of time. */
export function NothingEnded({ filtered, clear, longer }: NothingEndedProps) {
  return (
    <Paper p="md">
      {filtered ? (
        <NoMatch title="Nothing that matches ended in this range of time" onClear={clear}>
          Take a filter away, or choose a longer range above.
        </NoMatch>
      ) : (
        <EmptyRange title="Nothing ended in this range of time" onLonger={longer}>
          What was reported ended at another time, or is still open. Choose a longer range.
        </EmptyRange>
      )}
    </Paper>
  );
}
