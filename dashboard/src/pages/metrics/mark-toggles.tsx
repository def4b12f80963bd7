import { Button, Group, Text, Tooltip } from '@mantine/core';
import { IconBell, IconRocket, IconSettings } from '@tabler/icons-react';
import { explainError } from '../../api/problem-words';
import { type MarkKind, markKinds } from './marks';
import type { Marks } from './use-marks';

const looks = {
  deployments: { word: 'Deployments', icon: IconRocket },
  configuration: { word: 'Configuration', icon: IconSettings },
  alerts: { word: 'Alerts fired', icon: IconBell },
} as const satisfies Record<MarkKind, unknown>;

/** Which happenings are drawn into all charts, with how many there were. */
export function MarkToggles({ marks: { kinds, shown, toggle } }: { marks: Marks }) {
  return (
    <Group gap={4} role="group" aria-label="Marks in the charts">
      <Text fz="xs" c="dimmed" mr={4}>
        Marks
      </Text>
      {markKinds.map((kind) => {
        const { word, icon: Icon } = looks[kind];
        const { data, error } = kinds[kind];
        const on = shown.includes(kind);
        return (
          <Tooltip key={kind} label={error ? explainError(error) : `The upright lines in the charts; hover over one`}>
            <Button
              size="compact-xs"
              variant={on ? 'light' : 'default'}
              aria-pressed={on}
              onClick={() => toggle(kind)}
              leftSection={<Icon size={13} aria-hidden />}
              {...(on && error ? { color: 'red' } : {})}
            >
              {word}
              {on && data ? ` ${data.length}` : ''}
            </Button>
          </Tooltip>
        );
      })}
    </Group>
  );
}
