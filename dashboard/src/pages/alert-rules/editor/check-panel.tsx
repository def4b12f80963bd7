import { Code, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { CopyButton } from '../../../components/copy-button';
import { type Remark, RemarkList } from '../remark-list';
import { doubtsIn, faultsIn } from '../remarks-of';
import type { RuleKind } from './rule-form';
import type { RuleCheck } from './use-rule-check';

/** What the service says of a rule while it is typed: refused, doubted, or well; and the PromQL that it comes to. */
export function CheckPanel({ check, kind }: { check: RuleCheck; kind: RuleKind }) {
  const { checked, problem, blank } = check;
  return (
    <Paper component="section" aria-label="Check" p="sm" mih={84}>
      <Title order={2} fz="sm" lh="20px" mb={6}>
        Check
      </Title>
      <Stack gap="xs" role="status">
        {blank ? (
          <Text fz="sm" c="dimmed">
            Faults and doubts are told while you type.
          </Text>
        ) : problem ? (
          <RemarkList remarks={faultsIn(problem).map(withoutCaret)} tone="bad" label="Faults" />
        ) : checked ? (
          <>
            {checked.warnings.length === 0 ? (
              <Group gap={6}>
                <IconCircleCheck size={15} color="var(--ok)" aria-hidden />
                <Text fz="sm">Nothing to remark.</Text>
              </Group>
            ) : (
              <RemarkList remarks={doubtsIn(checked.warnings)} tone="warn" label="Warnings" />
            )}
            {kind === 'promql' ? null : (
              <div>
                <Group gap={4}>
                  <Text fz="xs" c="dimmed">
                    Comes to this PromQL
                  </Text>
                  <CopyButton text={checked.condition} label="Copy the PromQL" />
                </Group>
                <Code block fz={12} tabIndex={0} style={{ whiteSpace: 'pre-wrap' }}>
                  {checked.condition}
                </Code>
              </div>
            )}
          </>
        ) : (
          <Text fz="sm" c="dimmed">
            Checking…
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

/** The caret stands under the field itself. */
const withoutCaret = ({ field, message }: Remark): Remark => ({ field, message });
