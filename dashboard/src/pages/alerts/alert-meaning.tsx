import { Anchor, Stack, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Loadable } from '../../api/loadable';
import { useApi } from '../../api/use-api';
import { KeyValueList } from '../../components/key-value-list';
import { Panel } from '../../components/panel';
import type { AlertDetail } from './alert-types';

/** What it means and what to do, in the words of its rule. */
export function AlertMeaning({ state }: { state: Loadable<AlertDetail> }) {
  const ruleId = state.data?.ruleId ?? '';
  const rule = useApi('/api/alerts/rules/{idOrName}', { path: { idOrName: ruleId } }, { enabled: ruleId !== '' });
  return (
    <Panel title="What it means" height="auto" state={state}>
      {({ annotations }) => {
        const { summary: _, description, ...others } = annotations;
        const runbook = rule.data?.runbookUrl ?? others['runbook_url'] ?? null;
        return (
          <Stack gap={8}>
            <Text fz="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
              {description ??
                'Its rule has no description. Write one, so that whoever is woken by it knows what to do.'}
            </Text>
            <Runbook url={runbook} />
            {Object.keys(others).length === 0 ? null : (
              <KeyValueList items={Object.entries(others).map(([name, value]) => ({ name, value }))} />
            )}
            {rule.data ? (
              <Text fz="sm" component="div">
                {'Rule '}
                <Anchor component={Link} to="/alerts/rules/$id" params={{ id: ruleId } as never} fz="sm">
                  {rule.data.name}
                </Anchor>
                {rule.data.for === '0s' ? null : `, must hold for ${rule.data.for}`}
                {rule.data.keepFiringFor === '0s' ? null : `, fires on for ${rule.data.keepFiringFor}`}
                <Text className="mono" fz="xs" mt={4} style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
                  {rule.data.condition}
                </Text>
              </Text>
            ) : null}
            {rule.error && !rule.data ? (
              <Text fz="sm" c="dimmed">
                Its rule is not there any more.
              </Text>
            ) : null}
          </Stack>
        );
      }}
    </Panel>
  );
}

/** Only an address of the web is made a link; a path is where the rules are kept. */
function Runbook({ url }: { url: string | null }) {
  if (url === null) return null;
  if (!/^https?:\/\//.test(url)) {
    return (
      <Text fz="sm">
        Runbook <span className="mono">{url}</span>
      </Text>
    );
  }
  return (
    <Anchor href={url} target="_blank" rel="noreferrer" fz="sm">
      Open the runbook <IconExternalLink size={13} aria-hidden style={{ verticalAlign: -2 }} />
    </Anchor>
  );
}
