import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useApi } from '../../api/use-api';
import { CopyableId, CopyButton } from '../../components/copy-button';
import { DetailDrawer } from '../../components/detail-drawer';
import { EmptyState } from '../../components/empty-state';
import { JsonView } from '../../components/json-view';
import { KeyValueList } from '../../components/key-value-list';
import { PanelContent } from '../../components/panel';
import { RelativeTime } from '../../components/relative-time';
import { StateBadge } from '../../components/state-badge';
import type { AuditEntry } from './audit-columns';
import { placeOfResource } from './resource-place';

export interface EntryDrawerProps {
  readonly id: string | undefined;
  readonly onClose: () => void;
  /** Narrows the list down to what is like this entry. */
  readonly onFilter: (change: { actor?: string; action?: string; resource?: string; text?: string }) => void;
}

/** One entry, whole: who, what, to what, from where, and the event that it was made from. */
export function EntryDrawer({ id, onClose, onFilter }: EntryDrawerProps) {
  const entry = useApi('/api/audit/{id}', { path: { id: id ?? '' } }, { enabled: id !== undefined });
  return (
    <DetailDrawer opened={id !== undefined} onClose={onClose} title="Audit entry">
      <PanelContent
        state={entry}
        height={480}
        isEmpty={(shown) => id !== undefined && shown.id !== id}
        empty={<EmptyState title="Loading…" />}
      >
        {(shown) => <Entry entry={shown} onFilter={onFilter} />}
      </PanelContent>
    </DetailDrawer>
  );
}

function Entry({ entry, onFilter }: { entry: AuditEntry; onFilter: EntryDrawerProps['onFilter'] }) {
  const { actor, action, resource, details } = entry;
  const request = details['correlationId'];
  return (
    <Stack gap="md">
      <Group gap="sm">
        <Title order={2} fz="md">
          {action}
        </Title>
        <StateBadge state={entry.outcome} />
      </Group>
      <KeyValueList
        items={[
          { name: 'Resource', value: <Resource resource={resource} /> },
          { name: 'Actor', value: `${actor} (${entry.actorType})` },
          { name: 'Actor id', value: <CopyableId id={entry.actorId} length={40} /> },
          { name: 'Happened', value: <RelativeTime at={entry.timestamp} /> },
          { name: 'Recorded', value: <RelativeTime at={entry.recordedAt} /> },
          { name: 'Address', value: entry.ipAddress },
          { name: 'Program', value: entry.userAgent },
          { name: 'Log position', value: <CopyableId id={entry.position} length={40} /> },
          { name: 'Simulated', value: entry.demo ? 'yes' : 'no' },
        ]}
      />
      <Group gap="xs" role="group" aria-label="More like this">
        <Button variant="default" size="compact-sm" onClick={() => onFilter({ resource })}>
          All of this resource
        </Button>
        <Button variant="default" size="compact-sm" onClick={() => onFilter({ actor })}>
          All by this actor
        </Button>
        <Button variant="default" size="compact-sm" onClick={() => onFilter({ action })}>
          All with this action
        </Button>
        {typeof request === 'string' ? (
          <Button variant="default" size="compact-sm" onClick={() => onFilter({ text: request })}>
            Same request
          </Button>
        ) : null}
      </Group>
      <div>
        <Text fz="sm" fw={600} mb={4}>
          Event
        </Text>
        <JsonView value={details} />
      </div>
    </Stack>
  );
}

function Resource({ resource }: { resource: string }) {
  const place = placeOfResource(resource);
  return (
    <Group gap="xs" wrap="wrap">
      <span className="mono" style={{ overflowWrap: 'anywhere' }}>
        {resource} <CopyButton text={resource} label="Copy the resource" />
      </span>
      {place ? (
        <Anchor component={Link} to={place.to} params={place.params as never} fz="sm">
          Open
        </Anchor>
      ) : null}
    </Group>
  );
}
