import { ActionIcon, Button, Group, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconFold, IconZoomIn, IconZoomOut, IconZoomReset, IconFoldDown } from '@tabler/icons-react';
import { spanKinds, type SpanKind } from './span-words';
import classes from './waterfall.module.css';

export interface WaterfallToolsProps {
  /** Kinds that the trace has. */
  readonly kinds: ReadonlySet<SpanKind>;
  readonly failures: number;
  readonly zoomedIn: boolean;
  readonly onFailure: () => void;
  readonly onFold: (all: boolean) => void;
  readonly onZoom: (factor: number) => void;
  readonly onWhole: () => void;
}

/** What the colours mean, and the ways through a long trace. */
export function WaterfallTools(props: WaterfallToolsProps) {
  const { kinds, failures, zoomedIn, onFailure, onFold, onZoom, onWhole } = props;
  const tools = [
    { label: 'Unfold all', key: undefined, Icon: IconFoldDown, run: () => onFold(false), off: false },
    { label: 'Fold all', key: undefined, Icon: IconFold, run: () => onFold(true), off: false },
    { label: 'Zoom in', key: '+', Icon: IconZoomIn, run: () => onZoom(0.5), off: false },
    { label: 'Zoom out', key: '−', Icon: IconZoomOut, run: () => onZoom(2), off: !zoomedIn },
    { label: 'Show the whole', key: '0', Icon: IconZoomReset, run: onWhole, off: !zoomedIn },
  ];
  return (
    <div className={classes['tools']}>
      <ul className={classes['legend']} aria-label="Kinds of spans">
        {spanKinds
          .filter(({ kind }) => kind !== 'agent_execution' && kinds.has(kind))
          .map(({ kind, word, colour }) => (
            <li key={kind}>
              <span className={classes['swatch']} style={{ background: colour }} aria-hidden /> {word}
            </li>
          ))}
        {failures > 0 ? (
          <li title="It failed, and so did everything above it.">
            <span className={classes['swatch']} style={{ background: 'var(--bad)' }} aria-hidden /> Critical failure
          </li>
        ) : null}
      </ul>
      <Group gap={2} wrap="nowrap">
        {failures > 0 ? (
          <Tooltip label="Key: E">
            <Button
              size="compact-xs"
              variant="subtle"
              color="red"
              leftSection={<IconAlertTriangle size={14} aria-hidden />}
              onClick={onFailure}
            >
              Next of {failures} failed
            </Button>
          </Tooltip>
        ) : null}
        {tools.map(({ label, key, Icon, run, off }) => (
          <Tooltip key={label} label={key === undefined ? label : `${label} (${key})`}>
            <ActionIcon size={26} variant="subtle" color="gray" aria-label={label} disabled={off} onClick={run}>
              <Icon size={16} />
            </ActionIcon>
          </Tooltip>
        ))}
      </Group>
    </div>
  );
}
