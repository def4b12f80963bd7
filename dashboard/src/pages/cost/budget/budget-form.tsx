import { Alert, Button, Group, MultiSelect, SimpleGrid, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { explainError, faultOf } from '../../../api/problem-words';
import { useApi } from '../../../api/use-api';
import { useApiMutation } from '../../../api/use-api-mutation';
import { useAction } from '../../../components/use-action';
import { TimeZoneSelect } from '../time-zone-select';
import { bodyOf, type BudgetDraft, faultsOfDraft } from './budget-draft';
import { PeriodSelect } from './period-select';
import { ScopeFields } from './scope-fields';

export interface BudgetFormProps {
  readonly draft: BudgetDraft;
  readonly onDraft: (draft: BudgetDraft) => void;
  readonly isNew: boolean;
  /** The budget that a new one would change. */
  readonly changes: string | undefined;
  /** False: the fields are for the rehearsal alone. */
  readonly mayChange: boolean;
  readonly onDone: () => void;
}

/** What a budget is. Nothing is set before "Set the budget" is pressed. */
export function BudgetForm({ draft, onDraft, isNew, changes, mayChange, onDone }: BudgetFormProps) {
  const [tried, setTried] = useState(false);
  const setBudget = useApiMutation('put', '/api/cost/budgets');
  const act = useAction();
  const channels = useApi('/api/channels', { query: { limit: 200 } }, { enabled: mayChange });
  const faults = tried ? faultsOfDraft(draft) : {};
  const change = (part: Partial<BudgetDraft>) => onDraft({ ...draft, ...part });
  const errorOf = (field: string) => faults[field] ?? faultOf(setBudget.error, field);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(faultsOfDraft(draft)).length > 0) return;
    const done = await act(() => setBudget.send({ body: bodyOf(draft) }), 'The budget is set');
    if (done) onDone();
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput
            label="Amount"
            description="USD in each period"
            leftSection="$"
            inputMode="decimal"
            data-autofocus
            value={draft.amount}
            error={errorOf('amount')}
            onChange={(event) => change({ amount: event.currentTarget.value })}
          />
          <PeriodSelect value={draft.period} onChange={(period) => change({ period })} />
        </SimpleGrid>
        <ScopeFields draft={draft} onChange={change} error={errorOf('scope') ?? errorOf('scope.value')} />
        <TimeZoneSelect
          label="Time zone"
          description="A period begins at its midnight"
          width="100%"
          value={draft.timeZone}
          error={errorOf('timeZone')}
          onChange={(timeZone) => change({ timeZone })}
        />
        <TagsInput
          label="Thresholds"
          description="Percents of the amount at which somebody is told; Enter adds one"
          value={[...draft.percents]}
          error={errorOf('warnPercent')}
          onChange={(percents) => change({ percents })}
        />
        {mayChange ? (
          <>
            <MultiSelect
              label="Channels"
              description="Who is told; none: its alerts are seen here alone"
              data={(channels.data?.items ?? []).map(({ name }) => name)}
              value={[...draft.channels]}
              error={errorOf('channels')}
              onChange={(names) => change({ channels: names })}
            />
            <TextInput
              label="Name"
              description={isNew ? 'Left empty it is made of period and scope' : 'Fixed: it tells budgets apart'}
              disabled={!isNew}
              value={draft.name}
              error={errorOf('name')}
              onChange={(event) => change({ name: event.currentTarget.value })}
            />
            {changes === undefined ? null : (
              <Alert color="yellow" variant="light" p="xs" icon={<IconAlertTriangle size={16} />}>
                There is the budget {changes} for this already, which may be changed by this. Give it a name of its own
                to have both.
              </Alert>
            )}
            {setBudget.error ? (
              <Alert color="red" variant="light" p="xs" role="alert" icon={<IconAlertTriangle size={16} />}>
                {explainError(setBudget.error)}
              </Alert>
            ) : null}
            <Group justify="flex-end">
              <Button type="submit" variant="filled" loading={setBudget.sending}>
                {isNew ? 'Set the budget' : 'Save'}
              </Button>
            </Group>
          </>
        ) : (
          <Text fz="xs" c="dimmed">
            Your key may rehearse budgets but not set them.
          </Text>
        )}
      </Stack>
    </form>
  );
}
