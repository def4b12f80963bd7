import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Loadable } from '../../api/loadable';
import { useApi } from '../../api/use-api';
import { EmptyState } from '../../components/empty-state';
import { Money } from '../../components/money';
import { exactWords } from '../../components/number-words';
import { Panel } from '../../components/panel';
import { ShareBar } from '../../components/share-bar';
import { usedTone } from './budget/budget-words';
import type { CostReport } from './cost-search';

type Budget = NonNullable<CostReport['budget']>;

/** The budget of what the report shows. */
export function BudgetPanel({ state }: { state: Loadable<CostReport> }) {
  return (
    <Panel
      title="Budget"
      height={96}
      state={state}
      actions={
        <Anchor component={Link} to="/cost/budgets" fz="xs">
          All budgets
        </Anchor>
      }
      isEmpty={({ budget }) => budget === null}
      empty={
        <EmptyState title="No budget for this period and these filters">
          <Anchor component={Link} to="/cost/budgets" fz="sm">
            Look at the budgets, or set one
          </Anchor>
        </EmptyState>
      }
    >
      {({ budget }) => (budget ? <Use budget={budget} /> : null)}
    </Panel>
  );
}

function Use({ budget }: { budget: Budget }) {
  const { name, amount, used, usedRatio, remaining, unpricedCalls } = budget;
  const leftAtTheEnd = useLeftAtTheEnd(budget);
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap">
        <Anchor component={Link} to="/cost/budgets" search={{ budget: name } as never} fz="sm">
          {name}
        </Anchor>
        <Text fz="sm">
          <Money amount={used} /> of <Money amount={amount} />
        </Text>
      </Group>
      <ShareBar share={usedRatio} label="of the budget is used" tone={usedTone(usedRatio, [])} />
      <Group justify="space-between" gap="xs" fz="xs" c="dimmed">
        <span>
          Left <Money amount={remaining} />
        </span>
        {leftAtTheEnd === undefined ? null : (
          <span>
            Left at the end <Money amount={leftAtTheEnd} />
          </span>
        )}
      </Group>
      {unpricedCalls > 0 ? (
        <Text fz="xs" c="dimmed">
          {exactWords(unpricedCalls)} calls without a price are not in it
        </Text>
      ) : null}
    </Stack>
  );
}

/** What is expected to be left of a budget whose period is the current one; a period that is over has what is left. */
function useLeftAtTheEnd({ id, from }: Budget): string | undefined {
  const budgets = useApi('/api/cost/budgets', { query: { limit: 100 } });
  return budgets.data?.items.find((one) => one.id === id && one.from === from)?.projected?.remaining;
}
