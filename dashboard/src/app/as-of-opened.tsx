import { Popover, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { cloneElement, type ReactElement } from 'react';
import { useAsOf } from '../url/as-of';
import { AsOfForm } from './as-of-form';
import type { OpenedProps } from './on-demand';

/** Asks for the instant. */
export default function AsOfOpened({ button }: OpenedProps) {
  const [open, popover] = useDisclosure(true);
  const asOf = useAsOf();
  return (
    <Popover opened={open} onChange={popover.toggle} position="bottom-end" width={280} trapFocus shadow="md">
      <Popover.Target>
        <Tooltip label="Show the past: as of…">
          {cloneElement(button as ReactElement<{ onClick: () => void }>, { onClick: popover.toggle })}
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <AsOfForm asOf={asOf} onDone={popover.close} />
      </Popover.Dropdown>
    </Popover>
  );
}
