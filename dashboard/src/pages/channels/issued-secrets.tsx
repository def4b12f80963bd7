import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core';
import { CopyButton } from '../../components/copy-button';

/** What was made for a channel: shown this once. */
export function IssuedSecrets({ issued, onDone }: { issued: Readonly<Record<string, string>>; onDone: () => void }) {
  return (
    <Stack gap="sm">
      <Alert color="yellow" variant="light" title="Copy this now" role="alert">
        It is not shown again; the receiver needs it to verify what is sent.
      </Alert>
      {Object.entries(issued).map(([name, value]) => (
        <div key={name}>
          <Text fz="xs" c="dimmed">
            {name}
          </Text>
          <Group gap={4} wrap="nowrap">
            <Code fz={12} style={{ overflowWrap: 'anywhere' }}>
              {value}
            </Code>
            <CopyButton text={value} label={`Copy ${name}`} />
          </Group>
        </div>
      ))}
      <Group justify="flex-end">
        <Button variant="filled" onClick={onDone}>
          I have it
        </Button>
      </Group>
    </Stack>
  );
}
