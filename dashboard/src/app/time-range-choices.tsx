import { Button, Popover, SimpleGrid, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { cloneElement, type ReactElement } from 'react';
import { presets, useSetTimeRange, useTimeRange } from '../url/time-range';
import { AbsoluteRangeForm } from './absolute-range-form';
import type { OpenedProps } from './on-demand';

/** Spans back from now, and two ends. */
export default function TimeRangeChoices({ button }: OpenedProps) {
  const [open, popover] = useDisclosure(true);
  const range = useTimeRange();
  const setRange = useSetTimeRange();
  return (
    <Popover opened={open} onChange={popover.toggle} position="bottom-end" width={280} trapFocus shadow="md">
      <Popover.Target>
        {cloneElement(button as ReactElement<{ onClick: () => void }>, { onClick: popover.toggle })}
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <SimpleGrid cols={4} spacing={4} verticalSpacing={4}>
            {presets.map((preset) => (
              <Button
                key={preset}
                variant={range.relative === preset ? 'filled' : 'default'}
                aria-pressed={range.relative === preset}
                px={0}
                onClick={() => {
                  setRange(preset);
                  popover.close();
                }}
              >
                {preset}
              </Button>
            ))}
          </SimpleGrid>
          <AbsoluteRangeForm range={range} onSet={setRange} onDone={popover.close} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
