import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { exactWords } from '../../components/number-words';
import { ancestorsOf, nextFailed, rowsOf, type SpanNode, treeOf } from './span-tree';
import { kindOf } from './span-words';
import { clamped, moved, textOfWindow, type TimeWindow, wholeOf, windowOf, zoomed } from './time-window';
import type { LoadedTrace } from './use-trace';
import classes from './waterfall.module.css';
import { WaterfallAxis } from './waterfall-axis';
import { moveOf } from './waterfall-keys';
import { WaterfallRow } from './waterfall-row';
import { WaterfallTools } from './waterfall-tools';

export interface WaterfallProps {
  readonly trace: LoadedTrace;
  /** The span that is open beside it. */
  readonly open: string | undefined;
  readonly onOpen: (spanId: string) => void;
  /** The part of its time that is seen, as the address has it; undefined is the whole. */
  readonly zoom: string | undefined;
  readonly onZoom: (zoom: string | undefined) => void;
  /** Most height of the rows: pixels, or CSS. */
  readonly height: number | string;
}

const ROW_HEIGHT = 28;
const HEAD_HEIGHT = 36;
const nothingFolded: ReadonlySet<string> = new Set();

/**
 * The spans of a trace, each under its parent and at its place in time. Only what is seen is drawn, so ten thousand are
 * as quick as ten. Arrow keys move, fold and unfold; Enter opens; `+`, `−`, `0` and Shift with arrows zoom and move; `e`
 * goes to the next failure.
 */
export function Waterfall({ trace, open, onOpen, zoom, onZoom, height }: WaterfallProps) {
  const { head, spans, whole } = trace;
  const { startedAt, durationMs } = head;
  const scroller = useRef<HTMLDivElement>(null);
  const [folded, setFolded] = useState(nothingFolded);
  const [active, setActive] = useState<string>();
  const [wanted, setWanted] = useState<string>();
  const tree = useMemo(() => treeOf(spans, startedAt), [spans, startedAt]);
  const rows = useMemo(() => rowsOf(tree, folded), [tree, folded]);
  const failed = useMemo(() => tree.order.filter(({ span }) => span.status === 'error'), [tree]);
  const kinds = useMemo(() => new Set(spans.map(kindOf)), [spans]);
  const seen = windowOf(zoom, durationMs) ?? wholeOf(durationMs);
  const look = (at: TimeWindow) => onZoom(textOfWindow(clamped(at, durationMs), durationMs));

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 16,
    scrollPaddingStart: HEAD_HEIGHT,
    getItemKey: (index) => rows[index]!.span.spanId,
  });
  const activeIndex = Math.max(
    0,
    rows.findIndex(({ span }) => span.spanId === active),
  );

  // A row that was folded away is there only after the next drawing.
  useEffect(() => {
    if (wanted === undefined) return;
    const index = rows.findIndex(({ span }) => span.spanId === wanted);
    setWanted(undefined);
    if (index < 0) return;
    virtual.scrollToIndex(index, { align: 'auto' });
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus());
  }, [wanted, rows, virtual]);

  const fold = (spanId: string, away: boolean) => {
    const next = new Set(folded);
    if (away) next.add(spanId);
    else next.delete(spanId);
    setFolded(next);
  };
  const foldAll = (all: boolean) =>
    setFolded(
      all
        ? new Set(tree.order.flatMap(({ span, children }) => (children.length > 0 ? span.spanId : [])))
        : nothingFolded,
    );
  const goTo = (node: SpanNode) => {
    const above = new Set(ancestorsOf(node).map(({ span }) => span.spanId));
    if ([...above].some((id) => folded.has(id))) setFolded(new Set([...folded].filter((id) => !above.has(id))));
    setActive(node.span.spanId);
    setWanted(node.span.spanId);
  };
  const goToFailure = () => {
    const next = nextFailed(tree, active);
    if (next) goTo(next);
  };
  const middleOf = (node: SpanNode | undefined) => {
    const middle = node ? (node.from + (node.to ?? node.from)) / 2 : seen.from;
    return middle > seen.from && middle < seen.to ? middle : (seen.from + seen.to) / 2;
  };
  const zoomBy = (factor: number, node: SpanNode | undefined) => look(zoomed(seen, factor, middleOf(node), durationMs));

  const onKeyDown = (event: KeyboardEvent, node: SpanNode, index: number) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const { spanId } = node.span;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
    const place = { node, index, rows: rows.length, folded: folded.has(spanId), page };
    const move = moveOf(event.key, event.shiftKey, place);
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    if (move.kind === 'row') goTo(rows[move.index]!);
    else if (move.kind === 'parent') goTo(move.parent);
    else if (move.kind === 'fold' || move.kind === 'unfold') fold(spanId, move.kind === 'fold');
    else if (move.kind === 'open') onOpen(spanId);
    else if (move.kind === 'failure') goToFailure();
    else if (move.kind === 'whole') onZoom(undefined);
    else if (move.kind === 'zoom') zoomBy(move.factor, node);
    else if (move.kind === 'pan') look(moved(seen, move.part, durationMs));
  };

  return (
    <div className={classes['frame']}>
      <WaterfallTools
        kinds={kinds}
        failures={failed.length}
        zoomedIn={zoom !== undefined}
        onFailure={goToFailure}
        onFold={foldAll}
        onZoom={(factor) => zoomBy(factor, tree.byId.get(active ?? ''))}
        onWhole={() => onZoom(undefined)}
      />
      <div ref={scroller} className={classes['scroller']} style={{ maxHeight: height }}>
        <div role="treegrid" aria-label="Spans" aria-rowcount={rows.length + 1} aria-colcount={3}>
          <div role="row" aria-rowindex={1} className={classes['head']}>
            <div role="columnheader" className={classes['headName']}>
              Span
            </div>
            <div
              role="columnheader"
              aria-label="Time after the beginning"
              style={{ alignSelf: 'stretch', display: 'grid' }}
            >
              <WaterfallAxis seen={seen} durationMs={durationMs} failed={failed} onZoom={look} />
            </div>
            <div role="columnheader" className={classes['headTime']}>
              Took
            </div>
          </div>
          <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
            {virtual.getVirtualItems().map(({ index, key, start }) => {
              const node = rows[index]!;
              const { spanId } = node.span;
              const isFolded = folded.has(spanId);
              return (
                <div
                  key={key}
                  role="row"
                  data-index={index}
                  data-open={spanId === open || undefined}
                  data-critical={node.critical || undefined}
                  aria-rowindex={index + 2}
                  aria-level={node.depth + 1}
                  aria-expanded={node.children.length > 0 ? !isFolded : undefined}
                  tabIndex={index === activeIndex ? 0 : -1}
                  className={classes['row']}
                  style={{ transform: `translateY(${start}px)` }}
                  onFocus={() => setActive(spanId)}
                  onKeyDown={(event) => onKeyDown(event, node, index)}
                  onClick={(event) => {
                    if (!(event.target instanceof Element && event.target.closest('button'))) onOpen(spanId);
                  }}
                >
                  <WaterfallRow node={node} seen={seen} folded={isFolded} onFold={() => fold(spanId, !isFolded)} />
                </div>
              );
            })}
          </div>
        </div>
      </div>
      <div className={classes['foot']} role="status">
        {exactWords(spans.length)} {whole ? '' : `of ${exactWords(head.spanCount)} `}spans
        {head.truncated && whole ? ` of ${exactWords(head.spanCount)}; the first are shown` : ''}
      </div>
    </div>
  );
}
