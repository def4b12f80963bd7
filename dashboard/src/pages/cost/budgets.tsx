import { Alert, Button, SimpleGrid, Stack } from '@mantine/core';
import { IconHistory, IconPlus } from '@tabler/icons-react';
import { useApiList } from '../../api/use-api';
import { useSession } from '../../api/session';
import { CodeLine } from '../../components/code-line';
import { useOpened } from '../../components/detail-drawer';
import { EmptyState } from '../../components/empty-state';
import { PageHeader } from '../../components/page-header';
import { PanelContent } from '../../components/panel';
import { absoluteWords } from '../../components/time-words';
import { useAsOf } from '../../url/as-of';
import { BudgetCard } from './budget/budget-card';
import { BudgetDrawer } from './budget/budget-drawer';
import { CostNav } from './cost-nav';

/** What may be spent, how much of it is used, and when it will be used up. */
export default function BudgetsPage() {
  const budgets = useApiList('/api/cost/budgets', { query: { limit: 100 } });
  const asOf = useAsOf();
  const { can } = useSession();
  const [opened, open] = useOpened('budget');
  const [isNew, openNew] = useOpened('new');
  const mayChange = can('operate') && asOf === undefined;
  const shown = budgets.data?.find(({ name }) => name === opened);
  return (
    <>
      <PageHeader
        title="Budgets"
        description="What may be spent in a day, a week or a month. Each keeps alert rules of its own."
        actions={
          mayChange && (
            <Button variant="filled" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => openNew('yes')}>
              New budget
            </Button>
          )
        }
      />
      <CostNav />
      {asOf === undefined ? null : (
        <Alert variant="light" color="yellow" p="xs" mb="sm" icon={<IconHistory size={16} />}>
          The budgets known on {absoluteWords(Date.parse(asOf))}, and what was used of them by then.
        </Alert>
      )}
      <PanelContent
        state={budgets}
        height={240}
        isEmpty={(items) => items.length === 0}
        empty={
          <EmptyState
            title="No budgets yet"
            action={
              mayChange ? (
                <Button onClick={() => openNew('yes')}>Set the first one</Button>
              ) : (
                <CodeLine code="npx orchestrate cost budget set --monthly 1000" />
              )
            }
          >
            A budget tells when 50, 80 and 100 % of it are used, and when it is going to be too little.
          </EmptyState>
        }
      >
        {(items) => (
          <Stack gap="sm">
            <SimpleGrid cols={{ base: 1, wide: 2 }} spacing="sm">
              {items.map((budget) => (
                <BudgetCard
                  key={budget.id}
                  budget={budget}
                  readAt={budgets.updatedAt ?? 0}
                  mayChange={mayChange}
                  onOpen={() => open(budget.name)}
                />
              ))}
            </SimpleGrid>
            {budgets.hasMore ? (
              <Button loading={budgets.loadingMore} onClick={budgets.loadMore}>
                Show more
              </Button>
            ) : null}
          </Stack>
        )}
      </PanelContent>
      <BudgetDrawer
        key={shown?.name ?? 'new'}
        budget={shown}
        others={budgets.data ?? []}
        opened={shown !== undefined || (isNew !== undefined && mayChange)}
        mayChange={mayChange}
        onClose={() => (shown ? open(undefined) : openNew(undefined))}
      />
    </>
  );
}
