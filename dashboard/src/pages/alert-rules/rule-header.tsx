import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core';
import {
  IconBellOff,
  IconCopy,
  IconDots,
  IconPlayerPause,
  IconPlayerPlay,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { PageHeader } from '../../components/page-header';
import { StateBadge } from '../../components/state-badge';
import { type RuleDialog, RuleDialogs } from './rule-dialogs';
import { type LiveStates, type Rule, stateOfRule } from './rule-state';
import { useMayChange, useSwitchRule } from './use-rule-changes';

/** The head of a rule's page: how it is, and what can be done with it. */
export function RuleHeader({ rule, live }: { rule: Rule; live: LiveStates | undefined }) {
  const mayChange = useMayChange();
  const summary = rule.annotations['summary'];
  return (
    <PageHeader
      title={rule.name}
      beside={
        <>
          <StateBadge state={stateOfRule(rule, live)} />
          <StateBadge state={rule.severity} />
        </>
      }
      description={
        rule.health === 'failing' && rule.enabled ? (
          <Text c="var(--bad)" fz="sm" role="alert">
            It cannot be evaluated: {rule.lastError}
          </Text>
        ) : // A text that is filled in for each alert says little without one.
        summary?.includes('{{') ? null : (
          summary
        )
      }
      actions={mayChange ? <Actions rule={rule} /> : null}
    />
  );
}

function Actions({ rule }: { rule: Rule }) {
  const navigate = useNavigate();
  const { switchRule, switching } = useSwitchRule();
  const [asks, setAsks] = useState<RuleDialog>();
  const { enabled, id } = rule;
  return (
    <Group gap="xs">
      <Button
        leftSection={enabled ? <IconPlayerPause size={14} /> : <IconPlayerPlay size={14} />}
        loading={switching}
        {...(enabled ? {} : { variant: 'filled' })}
        onClick={() => void switchRule(rule, !enabled)}
      >
        {enabled ? 'Disable' : 'Enable'}
      </Button>
      <Button leftSection={<IconSend size={14} />} onClick={() => setAsks('test')}>
        Test delivery
      </Button>
      <Button leftSection={<IconBellOff size={14} />} onClick={() => setAsks('silence')}>
        Silence
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={30} variant="default" aria-label="More">
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            component={Link}
            to="/alerts/rules/new"
            search={{ like: id } as never}
            leftSection={<IconCopy size={14} />}
          >
            Make one like it
          </Menu.Item>
          <Menu.Item c="var(--bad)" leftSection={<IconTrash size={14} />} onClick={() => setAsks('delete')}>
            Delete…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <RuleDialogs
        rule={rule}
        asks={asks}
        onClose={() => setAsks(undefined)}
        onDeleted={() => void navigate({ to: '/alerts/rules', ignoreBlocker: true })}
      />
    </Group>
  );
}
