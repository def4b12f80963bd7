import { Alert, Button, Group, Text } from '@mantine/core';
import { IconGitMerge } from '@tabler/icons-react';
import { RelativeTime } from '../../../components/relative-time';
import type { Rule } from '../rule-state';

interface ConflictNoteProps {
  readonly theirs: Pick<Rule, 'updatedBy' | 'updatedAt' | 'condition' | 'enabled'>;
  readonly onTakeTheirs: () => void;
  readonly onKeepMine: () => void;
}

/** Somebody else saved the same rule while it was edited here. */
export function ConflictNote({ theirs, onTakeTheirs, onKeepMine }: ConflictNoteProps) {
  return (
    <Alert
      color="yellow"
      variant="light"
      role="alert"
      p="sm"
      icon={<IconGitMerge size={16} />}
      title="Somebody changed this rule in the meantime"
    >
      <Text fz="sm">
        {theirs.updatedBy ?? 'Somebody'} saved it <RelativeTime at={theirs.updatedAt} />. What you wrote is not saved.
        Their condition:
      </Text>
      <Text component="code" className="mono" display="block" my={6} style={{ overflowWrap: 'anywhere' }}>
        {theirs.condition}
      </Text>
      <Group gap="xs">
        <Button onClick={onTakeTheirs}>Take theirs, drop mine</Button>
        <Button onClick={onKeepMine}>Keep mine, to save over theirs</Button>
      </Group>
    </Alert>
  );
}
