import { useElementSize } from '@mantine/hooks';
import { type PointerEvent, useState } from 'react';
import { durationWords } from '../../components/time-words';
import type { SpanNode } from './span-tree';
import { ticksOf, type TimeWindow, wholeOf } from './time-window';
import classes from './waterfall.module.css';

export interface WaterfallAxisProps {
  readonly seen: TimeWindow;
  readonly durationMs: number;
  readonly failed: readonly SpanNode[];
  readonly onZoom: (to: TimeWindow) => void;
}

const PIXELS_PER_TICK = 96;
/** Less of a drag is a click. */
const LEAST_DRAG = 4;
/** Marks beyond that only cover each other. */
const MOST_MARKS = 200;

/** Times after the beginning, and above them which part of the whole is seen. Dragging over it zooms there. */
export function WaterfallAxis({ seen, durationMs, failed, onZoom }: WaterfallAxisProps) {
  const { ref, width } = useElementSize();
  const [drag, setDrag] = useState<{ from: number; to: number }>();
  const whole = wholeOf(durationMs);
  const span = seen.to - seen.from;
  const percent = (ms: number) => `${((ms - seen.from) / span) * 100}%`;
  const ofWhole = (ms: number) => `${(ms / whole.to) * 100}%`;
  const placeOf = (event: PointerEvent) => {
    const { left, width: pixels } = event.currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - left) / pixels));
  };
  const end = (event: PointerEvent) => {
    if (!drag) return;
    setDrag(undefined);
    const { from, to } = { from: drag.from, to: placeOf(event) };
    if (Math.abs(to - from) * event.currentTarget.clientWidth < LEAST_DRAG) return;
    onZoom({ from: seen.from + Math.min(from, to) * span, to: seen.from + Math.max(from, to) * span });
  };
  return (
    <div
      ref={ref}
      className={classes['axis']}
      title="Drag to zoom, double-click for the whole"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: placeOf(event), to: placeOf(event) });
      }}
      onPointerMove={(event) => {
        if (drag) setDrag({ ...drag, to: placeOf(event) });
      }}
      onPointerUp={end}
      onPointerCancel={() => setDrag(undefined)}
      onDoubleClick={() => onZoom(whole)}
    >
      <div className={classes['strip']} aria-hidden>
        <div
          className={classes['stripSeen']}
          style={{ left: ofWhole(seen.from), width: `${(span / whole.to) * 100}%` }}
        />
        {failed.slice(0, MOST_MARKS).map(({ span: { spanId }, from, to }) => (
          <div key={spanId} className={classes['stripFailure']} style={{ left: ofWhole(Math.max(0, to ?? from)) }} />
        ))}
      </div>
      {ticksOf(seen, width / PIXELS_PER_TICK).map((ms) => (
        <span key={ms} className={classes['tick']} style={{ left: percent(ms) }}>
          {durationWords(ms / 1000)}
        </span>
      ))}
      {drag ? (
        <div
          className={classes['chosen']}
          style={{
            left: `${Math.min(drag.from, drag.to) * 100}%`,
            width: `${Math.abs(drag.to - drag.from) * 100}%`,
          }}
        />
      ) : null}
    </div>
  );
}
