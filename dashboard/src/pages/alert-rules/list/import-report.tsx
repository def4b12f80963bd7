import { Anchor, Button, Group, List, ScrollArea, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ApiAnswer } from '../../../api/api-types';
import { StateBadge } from '../../../components/state-badge';
import { RemarkList } from '../remark-list';
import { doubtsIn } from '../remarks-of';

type Report = ApiAnswer<'post', '/api/alerts/rules/import'>;

const looks = { created: 'succeeded', changed: 'succeeded', unchanged: 'unknown' } as const;
const words = { created: 'Created', changed: 'Changed', unchanged: 'As it was' } as const;

/** What came of a file: each rule, what was not taken, and what is doubtful. */
export function ImportReport({ report, onClose }: { report: Report; onClose: () => void }) {
  const { created, changed, unchanged, rules, notTaken, warnings } = report;
  return (
    <Stack gap="sm" role="status">
      <Text fz="sm" fw={600}>
        {created} created, {changed} changed, {unchanged} as they were
      </Text>
      <ScrollArea.Autosize mah={260}>
        <Stack gap={4} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
          {rules.map(({ id, name, outcome }) => (
            <Group key={id} component="li" gap={8} wrap="nowrap">
              <StateBadge state={looks[outcome]} word={words[outcome]} />
              <Anchor component={Link} to="/alerts/rules/$id" params={{ id } as never} fz="sm">
                {name}
              </Anchor>
            </Group>
          ))}
        </Stack>
      </ScrollArea.Autosize>
      {notTaken.length > 0 ? (
        <div>
          <Text fz="sm" fw={600}>
            Not taken: recording rules
          </Text>
          <List fz="sm" size="sm">
            {notTaken.map(({ group, record }) => (
              <List.Item key={`${group} ${record}`}>
                {record} of {group}
              </List.Item>
            ))}
          </List>
        </div>
      ) : null}
      {warnings.length > 0 ? (
        <Stack gap={6}>
          <Text fz="sm" fw={600}>
            Doubtful
          </Text>
          <RemarkList remarks={doubtsIn(warnings)} tone="warn" label="Warnings" />
        </Stack>
      ) : null}
      <Group justify="flex-end">
        <Button variant="filled" data-autofocus onClick={onClose}>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
