import { Anchor, Paper, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useId } from 'react';
import { CodeLine } from './code-line';

export interface NothingReportedProps {
  /** "No delivery has been reported yet". */
  readonly title: string;
  /** What would stand here, and what reports it. */
  readonly children: ReactNode;
  /** Ways to report it, each with its command. */
  readonly ways: readonly { readonly name: string; readonly code: string }[];
}

/** Instead of a page of zeros, where nothing was ever reported: how to begin. */
export function NothingReported({ title, children, ways }: NothingReportedProps) {
  const titleId = useId();
  return (
    <Paper component="section" aria-labelledby={titleId} p="md">
      <Title order={2} id={titleId} fz="md" mb={4}>
        {title}
      </Title>
      <Text c="dimmed" fz="sm" mb="md" maw={720}>
        {children}
      </Text>
      <Stack gap="sm" maw={720}>
        {ways.map(({ name, code }) => (
          <Stack key={name} gap={4}>
            <Text fz="sm" fw={500}>
              {name}
            </Text>
            <CodeLine code={code} />
          </Stack>
        ))}
        <Text c="dimmed" fz="sm">
          Reporters need a{' '}
          <Anchor component={Link} to="/settings" search={{ tab: 'keys' } as never} fz="sm" underline="always">
            reporter key
          </Anchor>
          . All that can be reported stands in the{' '}
          <Anchor href="/api/docs" target="_blank" rel="noreferrer" fz="sm" underline="always">
            documentation of the API
          </Anchor>
          .
        </Text>
      </Stack>
    </Paper>
  );
}

/** The way that fits every page. */
export const demoWay = {
  name: 'Or let a simulated fleet report, marked as demo everywhere',
  code: 'npx orchestrate demo --history 30d',
};

/** A command that reports something by the API. */
export const reportCommand = (path: string, body: object) =>
  `curl -X POST ${window.location.origin}${path} -H "authorization: Bearer $ORCHESTRATE_API_KEY" ` +
  `-H 'content-type: application/json' -d '${JSON.stringify(body)}'`;
