import { Center, Loader, Stack, Text } from '@mantine/core';
import { AwayBanner } from './away-banner';

/** Before it is known who is there. Usually for a blink; longer only when the service is away. */
export function ShellPending() {
  return (
    <>
      <AwayBanner />
      <Center mih="60vh">
        <Stack align="center" gap="xs">
          <Loader size="sm" type="dots" />
          <Text c="dimmed" fz="sm">
            Asking the service who you are…
          </Text>
        </Stack>
      </Center>
    </>
  );
}
