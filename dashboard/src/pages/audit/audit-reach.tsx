import { Text, Tooltip } from '@mantine/core';
import { useApi } from '../../api/use-api';
import { CopyableId } from '../../components/copy-button';
import { StateBadge } from '../../components/state-badge';
import { durationWords } from '../../components/time-words';

/** How far into the log the entries reach: whatever is later is not among them yet. */
export function AuditReach() {
  const { data } = useApi('/api/projections', {});
  const log = data?.items.find(({ name }) => name === 'audit-log');
  if (log === undefined) return null;
  const { state, position, behindSeconds } = log;
  return (
    <Text component="span" fz="xs" c="dimmed" display="inline-flex" style={{ alignItems: 'center', gap: 8 }}>
      <StateBadge state={state} />
      {position === null ? (
        'nothing read yet'
      ) : (
        <Tooltip label="Events of the log up to this position are among the entries, or make none.">
          <span tabIndex={0}>
            read up to <CopyableId id={position} length={20} />
          </span>
        </Tooltip>
      )}
      {behindSeconds ? `${durationWords(behindSeconds)} behind` : null}
    </Text>
  );
}
