import { Alert, Button, Center, Code, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { explainError } from '../../api/problem-words';
import { useSignIn } from '../../api/session';
import { textOf, useSearchParams } from '../../url/search';

/** Asks for a key and goes on to where one wanted to go. */
export default function SignInPage() {
  useDocumentTitle('Sign in · Orchestrate Monitor');
  const next = nextOf(textOf(useSearchParams()['next']));
  const { history } = useRouter();
  const signIn = useSignIn();
  const [key, setKey] = useState('');
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await signIn(key.trim());
      history.replace(next);
    } catch (problem) {
      setError(problem as Error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Center mih="100vh" p="md" component="main">
      <Paper p="lg" w="100%" maw={380}>
        <form onSubmit={(event) => void submit(event)}>
          <Stack gap="md">
            <Stack gap={4}>
              <img src="/favicon.svg" width={32} height={32} alt="" />
              <Title order={1}>Orchestrate Monitor</Title>
              <Text c="dimmed" fz="sm">
                Sign in with an API key.
              </Text>
            </Stack>
            {error ? (
              <Alert color="red" variant="light" icon={<IconAlertTriangle size={16} />} role="alert" p="xs">
                {explainError(error)}
              </Alert>
            ) : null}
            <PasswordInput
              label="API key"
              size="sm"
              required
              withAsterisk={false}
              autoFocus
              autoComplete="current-password"
              name="key"
              value={key}
              onChange={(event) => setKey(event.currentTarget.value)}
            />
            <Button type="submit" variant="filled" size="sm" loading={busy} disabled={key.trim() === ''}>
              Sign in
            </Button>
            <Text c="dimmed" fz="xs">
              The first start of the service prints an admin key once, on its console. An administrator issues more of
              them, in Settings or with <Code fz="xs">orchestrate keys create --role viewer</Code>
            </Text>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}

/** Only an address of our own: a link must not lead whoever signs in to another site. */
function nextOf(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/';
}
