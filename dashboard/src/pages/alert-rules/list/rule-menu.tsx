import { ActionIcon, Menu } from '@mantine/core';
import { IconBellOff, IconCopy, IconDots, IconPencil, IconSend, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type RuleDialog, RuleDialogs } from '../rule-dialogs';
import type { Rule } from '../rule-state';

/** What else can be done with a rule, without leaving the list. */
export function RuleMenu({ rule }: { rule: Rule }) {
  const [asks, setAsks] = useState<RuleDialog>();
  const { id, name } = rule;
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon size={26} variant="subtle" color="gray" aria-label={`More for ${name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            component={Link}
            to="/alerts/rules/$id"
            params={{ id } as never}
            search={{ tab: 'edit' } as never}
            leftSection={<IconPencil size={14} />}
          >
            Edit
          </Menu.Item>
          <Menu.Item
            component={Link}
            to="/alerts/rules/new"
            search={{ like: id } as never}
            leftSection={<IconCopy size={14} />}
          >
            Make one like it
          </Menu.Item>
          <Menu.Item leftSection={<IconSend size={14} />} onClick={() => setAsks('test')}>
            Test delivery…
          </Menu.Item>
          <Menu.Item leftSection={<IconBellOff size={14} />} onClick={() => setAsks('silence')}>
            Silence…
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item c="var(--bad)" leftSection={<IconTrash size={14} />} onClick={() => setAsks('delete')}>
            Delete…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <RuleDialogs rule={rule} asks={asks} onClose={() => setAsks(undefined)} />
    </>
  );
}
