import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Loadable } from '../../api/loadable';
import { EmptyState } from '../../components/empty-state';
import { Money } from '../../components/money';
import { Panel } from '../../components/panel';
import { ShareBar } from '../../components/share-bar';
import { usedTone } from './budget/budget-words';
import type { CostReport } from './cost-search';

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
      {({ budget }) =>
        budget ? (
          <Stack gap={6}>
            <Group justify="space-between" wrap="nowrap">
              <Anchor component={Link} to="/cost/budgets" search={{ budget: budget.name } as never} fz="sm">
                {budget.name}
              </Anchor>
              <Text fz="sm">
                <Money amount={budget.used} /> of <Money amount={budget.amount} />
              </Text>
            </Group>
            <ShareBar share={budget.usedRatio} label="of the budget is used" tone={usedTone(budget.usedRatio, [])} />
            <Text fz="xs" c="dimmed">
              <Money amount={budget.remaining} /> left
              {budget.unpricedCalls > 0 ? `; ${budget.unpricedCalls} calls without a price are not in it` : ''}
            </Text>
          </Stack>
        ) : null
      }
    </Panel>
  );
}
