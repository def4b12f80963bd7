import { Anchor, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CodeLine } from '../../components/code-line';

/** What to do with a service that knows of nothing yet, instead of rows of zeros. */
export default function FirstSteps() {
  return (
    <Paper component="section" aria-labelledby="first-steps" p="md">
      <Title order={2} id="first-steps" fz="md" mb={4}>
        Nothing has been reported yet
      </Title>
      <Text c="dimmed" fz="sm" mb="md">
        Three steps lead to a fleet that you can see. This page fills by itself as soon as the first agent reports.
      </Text>
      <SimpleGrid cols={{ base: 1, md: 3 }} spacing="md" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
        <Step title="1. Point an agent here">
          <Text fz="sm" c="dimmed">
            Whatever speaks OpenTelemetry, Claude Code for one, needs its address and a{' '}
            <Anchor component={Link} to="/settings" search={{ tab: 'keys' } as never} fz="sm">
              reporter key
            </Anchor>
            . Others report with POST /api/agents.
          </Text>
          <CodeLine code={`export OTEL_EXPORTER_OTLP_ENDPOINT=http://${window.location.hostname}:4318`} />
          <CodeLine code='export OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer <reporter key>"' />
        </Step>
        <Step title="2. Or let a simulated fleet report">
          <Text fz="sm" c="dimmed">
            A month of history at once, then live until you stop it. It is marked as demo everywhere.
          </Text>
          <CodeLine code="npx orchestrate demo --history 30d" />
        </Step>
        <Step title="3. Say where alerts go">
          <Text fz="sm" c="dimmed">
            The rules are in place already. A channel, such as Slack, e-mail, PagerDuty or a webhook, brings them to
            you.
          </Text>
          <Anchor component={Link} to="/channels" fz="sm" underline="always">
            Make a channel
          </Anchor>
        </Step>
      </SimpleGrid>
    </Paper>
  );
}

function Step({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Stack component="li" gap={8} miw={0}>
      <Title order={3} fz="sm">
        {title}
      </Title>
      {children}
    </Stack>
  );
}
