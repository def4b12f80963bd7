import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useApi } from '../../api/use-api';
import { KeyValueList } from '../../components/key-value-list';
import { Panel } from '../../components/panel';
import { ApiProblem } from '../../api/api-problem';
import { EmptyState } from '../../components/empty-state';
import type { AlertDetail } from './alert-types';

/** The rule that it is of: what must hold, and for how long. */
export function RulePanel({ alert: { ruleId, annotations } }: { alert: AlertDetail }) {
  const rule = useApi('/api/alerts/rules/{idOrName}', { path: { idOrName: ruleId } });
  const others = Object.entries(annotations).filter(([name]) => !shownAbove.includes(name));
  if (rule.error instanceof ApiProblem && rule.error.status === 404) {
    return (
      <Panel title="Its rule" height="auto" state={{ ...rule, data: null, error: undefined }}>
        {() => <EmptyState title="The rule is gone">Somebody has deleted it. The audit log says who.</EmptyState>}
      </Panel>
    );
  }
  return (
    <Panel
      title="Its rule"
      height="auto"
      state={rule}
      actions={
        <Anchor component={Link} to="/alerts/rules/$id" params={{ id: ruleId } as never} fz="xs">
          Open
        </Anchor>
      }
    >
      {({ condition, for: holds, keepFiringFor, enabled }) => (
        <Stack gap={8}>
          <Text className="mono" fz="xs" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
            {condition}
          </Text>
          <KeyValueList
            items={[
              { name: 'Must hold for', value: holds },
              { name: 'Fires on for', value: keepFiringFor },
              ...(enabled ? [] : [{ name: 'State', value: 'disabled' }]),
              ...others.map(([name, value]) => ({ name, value })),
            ]}
          />
        </Stack>
      )}
    </Panel>
  );
}

/** They stand in the head of the page. */
const shownAbove: readonly string[] = ['summary', 'description', 'runbook_url'];
