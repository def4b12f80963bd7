import { Button, Group, Loader, Paper, Select, Stack, TagsInput, Text, Title } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { PanelContent } from '../../../components/panel';
import { useRangeAnchor } from '../../../url/range-anchor';
import type { RuleDraft } from '../editor/rule-form';
import { BacktestResult } from './backtest-result';
import { type BacktestAsked, useBacktest } from './use-backtest';

const spans = [
  { value: '1', label: 'last day' },
  { value: '7', label: 'last 7 days' },
  { value: '30', label: 'last 30 days' },
  { value: '90', label: 'last 90 days' },
];

interface BacktestPanelProps {
  /** The rule as it is written just now. */
  readonly draft: RuleDraft;
  readonly unit: Parameters<typeof BacktestResult>[0]['unit'];
  /** False while it could not be tried: nothing written, or refused. */
  readonly ready: boolean;
}

/** Tries a rule on the recorded past: how often would it have fired? */
export function BacktestPanel({ draft, unit, ready }: BacktestPanelProps) {
  const titleId = useId();
  const now = useRangeAnchor();
  const [days, setDays] = useState('30');
  const [others, setOthers] = useState<string[]>([]);
  const [asked, setAsked] = useState<BacktestAsked>();
  const run = useBacktest(asked);
  const start = () =>
    setAsked({
      from: new Date(now - Number(days) * 86_400_000).toISOString(),
      to: new Date(now).toISOString(),
      ...(others.length === 0 ? {} : { thresholds: others.map(Number) }),
      rule: draft.name === '' ? { ...draft, name: 'draft' } : draft,
    });
  const outdated =
    asked !== undefined && JSON.stringify(withoutName(asked.rule)) !== JSON.stringify(withoutName(draft));
  return (
    <Paper component="section" aria-labelledby={titleId} p="sm">
      <Group justify="space-between" gap="xs" align="flex-end">
        <div>
          <Title order={2} id={titleId} fz="sm" lh="20px">
            Back-test
          </Title>
          <Text fz="xs" c="dimmed">
            What it would have done, on what was recorded.
          </Text>
        </div>
        <Group gap="xs" align="flex-end">
          <TagsInput
            label="Also with"
            placeholder={others.length === 0 ? 'other limits' : ''}
            w={170}
            maxTags={5}
            value={others}
            onChange={(tags) => setOthers(tags.filter((tag) => tag.trim() !== '' && Number.isFinite(Number(tag))))}
          />
          <Select
            label="Over"
            w={130}
            allowDeselect={false}
            data={spans}
            value={days}
            onChange={(value) => value && setDays(value)}
          />
          <Button
            leftSection={<IconHistory size={14} />}
            onClick={start}
            disabled={!ready}
            loading={run.loading}
            title={ready ? undefined : 'First write a condition without faults'}
          >
            Back-test
          </Button>
        </Group>
      </Group>
      {asked === undefined ? null : (
        <Stack mt="sm" gap="xs" aria-live="polite">
          {outdated && run.data ? (
            <Text fz="xs" c="var(--warn)">
              The rule has been changed since; try it again.
            </Text>
          ) : null}
          {run.loading ? (
            <Group gap="xs" h={96} justify="center">
              <Loader size="xs" />
              <Text fz="sm" c="dimmed">
                Trying it, moment by moment…
              </Text>
            </Group>
          ) : (
            <PanelContent state={run} height={96}>
              {(answer) => <BacktestResult answer={answer} unit={unit} />}
            </PanelContent>
          )}
        </Stack>
      )}
    </Paper>
  );
}

const withoutName = (rule: RuleDraft) => ({ ...rule, name: '' });
