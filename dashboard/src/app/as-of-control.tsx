import { ActionIcon, Popover, Skeleton, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHistory } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useAsOf } from '../url/as-of';

const AsOfForm = lazy(() => import('./as-of-form'));

/** Shows everything as it was known at an instant in the past. */
export function AsOfControl() {
  const [open, popover] = useDisclosure(false);
  const asOf = useAsOf();
  return (
    <Popover opened={open} onChange={popover.toggle} position="bottom-end" width={280} trapFocus shadow="md">
      <Popover.Target>
        <Tooltip label="Show the past: as of…">
          <ActionIcon
            variant={asOf === undefined ? 'subtle' : 'filled'}
            color={asOf === undefined ? 'gray' : 'yellow'}
            onClick={popover.toggle}
            aria-label="Show the past: as of"
            aria-pressed={asOf !== undefined}
          >
            <IconHistory size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Suspense fallback={<Skeleton h={140} />}>
          <AsOfForm asOf={asOf} onDone={popover.close} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
