import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core';
import type { ApiAnswer } from '../../../api/api-types';
import { useApi } from '../../../api/use-api';
import type { RuleUnit } from '../../../charts/rule-value';
import { Panel } from '../../../components/panel';
import { RelativeTime } from '../../../components/relative-time';
import { useAsOf } from '../../../url/as-of';
import { useFilters } from '../../../url/filters';
import { fromLocalInput, toLocalInput } from '../../../url/local-input';
import { Told } from './told';
import { ValuesThen } from './values-then';
import { WhatHappened } from './what-happened';

export type Explained = ApiAnswer<'get', '/api/alerts/rules/{idOrName}/explain'>;

const spec = { at: 'one' } as const;

/** Why a rule did or did not fire, at its last evaluation or at any moment of the recorded past. */
export function ExplainPanel({ id, unit }: { id: string; unit: RuleUnit }) {
  const { values, set } = useFilters(spec);
  const asOf = useAsOf();
  const at = values.at ?? asOf;
  const explained = useApi('/api/alerts/rules/{idOrName}/explain', {
    path: { idOrName: id },
    query: at === undefined ? {} : { at },
  });
  return (
    <Panel
      title={at === undefined ? 'Why it does or does not fire' : 'Why it did or did not fire'}
      height="auto"
      state={explained}
      actions={<Moment at={values.at} onChange={(next) => set({ at: next })} />}
    >
      {(answer) => <Answer answer={answer} unit={unit} />}
    </Panel>
  );
}

function Answer({ answer, unit }: { answer: Explained; unit: RuleUnit }) {
  const { at, because, recorded, steps, notifications, suppressions } = answer;
  return (
    <Stack gap="md">
      <div>
        <List fz="sm" spacing={2} aria-label="Reasons">
          {because.map((reason) => (
            <List.Item key={reason} style={{ overflowWrap: 'anywhere' }}>
              {reason}
            </List.Item>
          ))}
        </List>
        <Text fz="xs" c="dimmed" mt={4} component="div">
          The evaluation of <RelativeTime at={at} />
          {recorded === null ? ': it was not evaluated then.' : `, in ${recorded.durationMs} ms`}
          {recorded?.late ? ', late' : ''}
          {recorded?.error ? `; it failed: ${recorded.error}` : ''}
        </Text>
      </div>
      <ValuesThen answer={answer} unit={unit} />
      {steps.length > 0 ? <WhatHappened steps={steps} unit={unit} /> : null}
      {notifications.length + suppressions.length > 0 ? (
        <Told notifications={notifications} suppressions={suppressions} />
      ) : null}
    </Stack>
  );
}

interface MomentProps {
  readonly at: string | undefined;
  readonly onChange: (at: string | undefined) => void;
}

/** Which moment is explained; the last evaluation unless one is chosen. */
function Moment({ at, onChange }: MomentProps) {
  return (
    <Group gap={4} wrap="nowrap">
      <TextInput
        type="datetime-local"
        aria-label="Moment to explain"
        value={at === undefined ? '' : toLocalInput(Date.parse(at))}
        onChange={(event) => {
          const ms = fromLocalInput(event.currentTarget.value);
          if (!Number.isNaN(ms)) onChange(new Date(ms).toISOString());
        }}
      />
      {at === undefined ? null : (
        <Button variant="subtle" onClick={() => onChange(undefined)}>
          Last
        </Button>
      )}
    </Group>
  );
}
