import {
  IconAlertTriangle,
  IconBell,
  IconBellOff,
  IconCircleCheck,
  IconCircleFilled,
  IconCircleX,
  IconClock,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
} from '@tabler/icons-react';
import { type StateShape, stateLook } from './state-words';
import classes from './state-badge.module.css';
import { type Tone, toneColour } from './tones';

const icons: Readonly<Record<StateShape, typeof IconClock>> = {
  play: IconPlayerPlay,
  clock: IconClock,
  pause: IconPlayerPause,
  check: IconCircleCheck,
  cross: IconCircleX,
  stop: IconPlayerStop,
  alert: IconAlertTriangle,
  bell: IconBell,
  muted: IconBellOff,
  dot: IconCircleFilled,
};

export interface StateBadgeProps {
  /** As the API names it: `running`, `acknowledged`, `critical`, `rolled_back`, … */
  readonly state: string | null | undefined;
  /** Another word than the usual one. */
  readonly word?: string;
}

/** A state as icon, word and colour; so nobody needs to see the colour. */
export function StateBadge({ state, word }: StateBadgeProps) {
  const look = stateLook(state);
  const Icon = icons[look.shape];
  return (
    <span className={classes['badge']} style={{ color: toneColour(look.tone) }} data-state={state ?? 'unknown'}>
      <Icon size={look.shape === 'dot' ? 8 : 14} stroke={2} aria-hidden />
      {word ?? look.word}
    </span>
  );
}

/** The shape and colour of a state alone, beside words that say what it is. */
export function ShapeMark({ shape, tone }: { shape: StateShape; tone: Tone }) {
  const Icon = icons[shape];
  return <Icon size={shape === 'dot' ? 8 : 16} stroke={2} aria-hidden style={{ color: toneColour(tone) }} />;
}
