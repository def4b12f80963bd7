import { Anchor, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useApi } from '../../api/use-api';
import type { AlertDetail } from './alert-types';

/** Where it says what to do. Only an address of the web is made a link; a path leads to where the rules are kept. */
export function RunbookLink({ alert: { ruleId, annotations } }: { alert: AlertDetail }) {
  const rule = useApi('/api/alerts/rules/{idOrName}', { path: { idOrName: ruleId } });
  const url = annotations['runbook_url'] ?? rule.data?.runbookUrl ?? null;
  if (url === null) return null;
  if (!/^https?:\/\//.test(url)) {
    return (
      <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>
        Runbook: <span className="mono">{url}</span>
      </Text>
    );
  }
  return (
    <Anchor href={url} target="_blank" rel="noreferrer" fz="sm">
      Open the runbook <IconExternalLink size={13} aria-hidden style={{ verticalAlign: -2 }} />
    </Anchor>
  );
}
