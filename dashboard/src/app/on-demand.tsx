import { Tooltip } from '@mantine/core';
import { cloneElement, type ComponentType, lazy, type ReactElement, Suspense, useState } from 'react';

/** What opens at a button: it gets the button to hang on, and is open from the start. */
export interface OpenedProps {
  readonly button: ReactElement;
}

interface OnDemandProps {
  readonly children: ReactElement<{ onClick?: () => void; onPointerEnter?: () => void; onFocus?: () => void }>;
  /** Said on hover until it has been opened. */
  readonly tip?: string;
}

/**
 * A button whose menu is fetched when somebody reaches for it, so that the first page does not wait for it:
 *
 *     const Opened = onDemand(() => import('./user-menu-opened'));
 *     <Opened><ActionIcon aria-label="…" /></Opened>
 */
export function onDemand(load: () => Promise<{ default: ComponentType<OpenedProps> }>): ComponentType<OnDemandProps> {
  const Opened = lazy(load);
  return function OnDemand({ children, tip }) {
    const [wanted, setWanted] = useState(false);
    if (wanted) {
      return (
        <Suspense fallback={children}>
          <Opened button={children} />
        </Suspense>
      );
    }
    const reach = () => void load();
    const button = cloneElement(children, { onClick: () => setWanted(true), onPointerEnter: reach, onFocus: reach });
    return tip === undefined ? button : <Tooltip label={tip}>{button}</Tooltip>;
  };
}
