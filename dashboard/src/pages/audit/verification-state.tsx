import { Button, Group, Text, Tooltip } from '@mantine/core';
import { useSession } from '../../api/session';
import { useApi } from '../../api/use-api';
import { useApiMutation } from '../../api/use-api-mutation';
import { RelativeTime } from '../../components/relative-time';
import { StateBadge } from '../../components/state-badge';
import { useAction } from '../../components/use-action';
import { useAsOf } from '../../url/as-of';
import { coverageWords, shownState, type Verification, verificationWords } from './verification-words';

/** What the last verification of the event log found, and one that is under way as it goes on. */
export function useVerification(): Verification | undefined {
  const { data } = useApi('/api/audit/verify', {});
  useApi('/api/audit/verify', {}, { enabled: data != null && data.running !== null, everyMs: 1_000 });
  return data;
}

/** Whether the entries can be believed: the log that they are made from is what it was. */
export function VerificationState({ state }: { state: Verification | undefined }) {
  const { can } = useSession();
  const asOf = useAsOf();
  const act = useAction();
  const verify = useApiMutation('post', '/api/audit/verify');
  if (state === undefined) return null;
  const { status, checkedAt, running } = state;
  return (
    <Group gap={8} wrap="wrap" fz="xs" role="group" aria-label="Verification of the event log">
      <Tooltip label={verificationWords(state)} multiline maw={360}>
        <span tabIndex={0}>
          <StateBadge state={shownState(state)} />
        </span>
      </Tooltip>
      {checkedAt !== null && status !== 'failed' ? (
        <Text component="span" fz="xs" c="dimmed">
          {coverageWords(state)}, <RelativeTime at={checkedAt} />
        </Text>
      ) : null}
      {running ? (
        <Text component="span" fz="xs" c="dimmed" role="status">
          {running.of > 0 ? `verifying, ${Math.floor((100 * running.checked) / running.of)} %` : 'verifying'}
        </Text>
      ) : can('operate') && asOf === undefined ? (
        <Button
          size="compact-xs"
          variant="subtle"
          loading={verify.sending}
          onClick={() => void act(() => verify.send({}), 'The event log is being read')}
        >
          Verify now
        </Button>
      ) : null}
    </Group>
  );
}
