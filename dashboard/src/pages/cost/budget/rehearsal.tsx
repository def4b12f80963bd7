import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconTestPipe } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { callApi } from '../../../api/client';
import type { ApiAnswer, ApiBody } from '../../../api/api-types';
import { PanelContent } from '../../../components/panel';
import { bodyOf, type BudgetDraft, faultsOfDraft } from './budget-draft';
import { RehearsalResult } from './rehearsal-result';

export type BudgetRehearsal = ApiAnswer<'post', '/api/cost/budgets/rehearse'>;
type Asked = NonNullable<ApiBody<'post', '/api/cost/budgets/rehearse'>>;

const DAYS = 90;

/** What the budget of the form would have done. Asking changes nothing and tells nobody. */
export function Rehearsal({ draft }: { draft: BudgetDraft }) {
  const [asked, setAsked] = useState<Asked>();
  const sound = Object.keys(faultsOfDraft(draft)).length === 0;
  const answer = useQuery({
    queryKey: ['rehearsal', asked],
    queryFn: ({ signal }) => callApi('post', '/api/cost/budgets/rehearse', { body: asked! }, signal),
    enabled: asked !== undefined,
    retry: false,
  });
  const rehearse = () => {
    const { period, timeZone, amount, scope, warnPercent } = bodyOf(draft);
    setAsked({ period, timeZone, amount, scope: scope!, warnPercent: warnPercent!, days: DAYS } as Asked);
  };
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs">
        <div>
          <Title order={3}>What would it have done?</Title>
          <Text fz="xs" c="dimmed">
            Over the last {DAYS} days, as it stands above. Nothing is set, and nobody is told.
          </Text>
        </div>
        <Button
          leftSection={<IconTestPipe size={14} aria-hidden />}
          loading={answer.isFetching}
          disabled={!sound}
          onClick={rehearse}
        >
          Rehearse
        </Button>
      </Group>
      {asked === undefined ? null : (
        <PanelContent
          height={160}
          state={{
            data: answer.data,
            error: answer.error ?? undefined,
            loading: answer.isPending,
            updatedAt: answer.dataUpdatedAt,
            retry: () => void answer.refetch(),
          }}
        >
          {(rehearsal: BudgetRehearsal) => <RehearsalResult rehearsal={rehearsal} />}
        </PanelContent>
      )}
    </Stack>
  );
}
