import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangleFilled, IconChevronDown, IconChevronRight, IconUnlink } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import { compactWords } from '../../components/number-words';
import { durationWords } from '../../components/time-words';
import type { SpanNode } from './span-tree';
import { colourOf, kindWord, subjectOf } from './span-words';
import type { TimeWindow } from './time-window';
import classes from './waterfall.module.css';

export interface WaterfallRowProps {
  readonly node: SpanNode;
  readonly seen: TimeWindow;
  readonly folded: boolean;
  readonly onFold: () => void;
}

/** Deeper ones stand no further right, or nothing would be left of their names. */
const MOST_INDENT = 12;

/** The cells of one span: its name, its place in time, how long it took. */
export function WaterfallRow({ node, seen, folded, onFold }: WaterfallRowProps) {
  const { span, depth, children, below, failedBelow } = node;
  const subject = subjectOf(span);
  const Fold = folded ? IconChevronRight : IconChevronDown;
  return (
    <>
      <div role="gridcell" className={classes['name']} style={{ paddingLeft: 4 + Math.min(depth, MOST_INDENT) * 14 }}>
        {children.length > 0 ? (
          <UnstyledButton
            className={classes['fold']}
            tabIndex={-1}
            aria-label={folded ? 'Unfold' : 'Fold'}
            onClick={onFold}
          >
            <Fold size={14} aria-hidden />
          </UnstyledButton>
        ) : (
          <span className={classes['fold']} />
        )}
        {span.status === 'error' ? (
          <IconAlertTriangleFilled size={14} className={classes['mark']} aria-label="failed" role="img" />
        ) : null}
        {span.orphan ? (
          <IconUnlink size={14} className={classes['orphan']} aria-label="its parent has not come" role="img" />
        ) : null}
        <span className="truncate" title={[kindWord(span), subject, span.statusMessage].filter(Boolean).join(' · ')}>
          {subject ?? span.name}
        </span>
        <span className={classes['kind']}>{kindWord(span)}</span>
        {folded && below > 0 ? (
          <span
            className={classes['below']}
            data-failed={failedBelow > 0 || undefined}
            title={`${below} below, ${failedBelow} failed`}
          >
            {compactWords(below)}
          </span>
        ) : null}
      </div>
      <div role="gridcell" className={classes['lane']}>
        <Bar node={node} seen={seen} />
      </div>
      <div role="gridcell" className={classes['time']}>
        {span.durationMs === null ? '–' : durationWords(span.durationMs / 1000)}
        {span.status === 'running' ? '…' : null}
      </div>
    </>
  );
}

function Bar({ node, seen }: { node: SpanNode; seen: TimeWindow }) {
  const { span, from, to, critical } = node;
  const size = seen.to - seen.from;
  const percent = (ms: number) => ((ms - seen.from) / size) * 100;
  const end = to ?? from;
  if (end < seen.from) return <Beyond side="left" />;
  if (from > seen.to) return <Beyond side="right" />;
  const colour = critical ? 'var(--bad)' : colourOf(span);
  if (to === null) {
    const style: CSSProperties = { left: `${percent(from)}%`, borderColor: colour };
    return <span className={classes['moment']} style={style} title="Nobody told how long it took." />;
  }
  // A bar that goes on far outside would be drawn as millions of pixels.
  const left = Math.max(percent(from), -1);
  const right = Math.min(percent(to), 101);
  return (
    <span
      className={classes['bar']}
      data-failed={span.status === 'error' || undefined}
      data-critical={critical || undefined}
      data-running={span.status === 'running' || undefined}
      style={{ left: `min(${left}%, calc(100% - 2px))`, width: `${right - left}%`, background: colour }}
    />
  );
}

const Beyond = ({ side }: { side: 'left' | 'right' }) => (
  <span className={classes['beyond']} style={{ [side]: 4 }} title="Outside of the part that is seen">
    {side === 'left' ? '‹' : '›'}
  </span>
);
