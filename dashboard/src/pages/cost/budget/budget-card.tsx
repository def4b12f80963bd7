import { Anchor, Badge, Button, Grid, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPencil, IconTestPipe, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ApiItem } from '../../../api/api-types';
import { useApiMutation } from '../../../api/use-api-mutation';
import { ConfirmDialog } from '../../../components/confirm-dialog';
import { KeyValueList } from '../../../components/key-value-list';
import { Money } from '../../../components/money';
import { exactWords } from '../../../components/number-words';
import { ShareBar } from '../../../components/share-bar';
import { StateBadge } from '../../../components/state-badge';
import { dayWords } from '../day-words';
import { dimensionOf } from '../dimensions';
import { BurnDownChart } from './burn-down-chart';
import { periodWords, scopeWords, usedTone } from './budget-words';

export type Budget = ApiItem<'/api/cost/budgets'>;

export interface BudgetCardProps {
  readonly budget: Budget;
  /** When this was answered: until then it is known what was used. */
  readonly readAt: number;
  readonly mayChange: boolean;
  readonly onOpen: () => void;
}

/** One budget in its current period. */
export function BudgetCard({ budget, readAt, mayChange, onOpen }: BudgetCardProps) {
  const { name, amount, period, scope, usedRatio, warnPercent, burnDown } = budget;
  // A day has no days to draw.
  const hasChart = burnDown.length > 0 && period !== 'daily';
  return (
    <Paper component="article" p="sm" aria-label={`Budget ${name}`}>
      <Group justify="space-between" gap="xs" mb="xs">
        <Group gap="xs">
          <Title order={2} fz="md">
            {name}
          </Title>
          <Badge variant="default">
            <Money amount={amount} /> {periodWords[period]}
          </Badge>
          <Badge variant="default">{scopeWords(scope)}</Badge>
          <Verdict {...budget} />
        </Group>
        <Group gap={4}>
          <Button leftSection={mayChange ? <IconPencil size={14} /> : <IconTestPipe size={14} />} onClick={onOpen}>
            {mayChange ? 'Edit or rehearse' : 'Rehearse'}
          </Button>
          {mayChange ? <RemoveButton name={name} /> : null}
        </Group>
      </Group>
      <ShareBar share={usedRatio} label={`used of ${name}`} tone={usedTone(usedRatio, warnPercent)} />
      <Grid gap="sm" mt="xs">
        <Grid.Col span={{ base: 12, md: hasChart ? 5 : 12 }}>
          <Facts {...budget} />
        </Grid.Col>
        {hasChart ? (
          <Grid.Col span={{ base: 12, md: 7 }}>
            <BurnDownChart budget={budget} readAt={readAt} />
          </Grid.Col>
        ) : null}
      </Grid>
    </Paper>
  );
}

function Verdict({ breach, usedRatio, timeZone }: Budget) {
  if (usedRatio >= 1) return <StateBadge state="error" word="Used up" />;
  if (breach)
    return <StateBadge state="warning" word={`Expected to be used up on ${dayWords(breach.day, timeZone)}`} />;
  return <StateBadge state="ready" word="Within the budget" />;
}

function Facts({ used, remaining, projected, breach, from, to, timeZone, ...budget }: Budget) {
  const { scope, warnPercent, channels, unpricedCalls, period } = budget;
  const last = new Date(Date.parse(to) - 1).toISOString();
  const days =
    period === 'daily' ? dayWords(from, timeZone) : `${dayWords(from, timeZone)} to ${dayWords(last, timeZone)}`;
  return (
    <Stack gap="xs">
      <KeyValueList
        items={[
          { name: 'Used', value: <Money amount={used} /> },
          { name: 'Left', value: <Money amount={remaining} /> },
          {
            name: 'At the end',
            value: projected ? (
              <>
                <Money amount={projected.expected} />
                {projected.low !== null && projected.high !== null ? (
                  <Text component="span" fz="xs" c="dimmed">
                    {' '}
                    (<Money amount={projected.low} /> to <Money amount={projected.high} />)
                  </Text>
                ) : null}
              </>
            ) : (
              'not enough days to say'
            ),
          },
          ...(projected ? [{ name: 'Left at the end', value: <Money amount={projected.remaining} /> }] : []),
          {
            name: 'Used up',
            value: breach
              ? `${dayWords(breach.day, timeZone)}${breach.projected ? ', expected' : ''}`
              : 'not in this period',
          },
          { name: 'Period', value: `${days}, ${timeZone}` },
          { name: 'Tells at', value: warnPercent.map((percent) => `${percent} %`).join(', ') || 'no threshold' },
          { name: 'Channels', value: channels.join(', ') || 'none: its alerts are seen here alone' },
          ...(unpricedCalls > 0
            ? [{ name: 'Without a price', value: `${exactWords(unpricedCalls)} calls, which are not in it` }]
            : []),
        ]}
      />
      <Group gap="sm">
        <Anchor
          component={Link}
          to="/cost"
          fz="sm"
          search={
            {
              ...(period === 'monthly' ? {} : { period }),
              ...(timeZone === 'UTC' ? {} : { tz: timeZone }),
              ...(scope.kind === 'all'
                ? {}
                : { [dimensionOf(scope.kind).filter ?? scope.kind]: scope.value ?? undefined }),
            } as never
          }
        >
          Its report
        </Anchor>
        <Anchor component={Link} to="/alerts/rules" fz="sm" search={{ group: 'budgets' } as never}>
          Its alert rules
        </Anchor>
      </Group>
    </Stack>
  );
}

function RemoveButton({ name }: { name: string }) {
  const [asking, setAsking] = useState(false);
  const remove = useApiMutation('delete', '/api/cost/budgets/{idOrName}');
  return (
    <>
      <Button leftSection={<IconTrash size={14} />} aria-label={`Remove ${name}`} onClick={() => setAsking(true)}>
        Remove
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Remove the budget ${name}`}
        confirm="Remove"
        danger
        onConfirm={() => remove.send({ path: { idOrName: name } })}
      >
        Its alert rules go with it, and nobody is told any more. What was spent stays; a budget of the same name can be
        set again.
      </ConfirmDialog>
    </>
  );
}
