import type { Loadable } from '../../api/loadable';
import { DetailDrawer, useOpened } from '../../components/detail-drawer';
import { PanelContent } from '../../components/panel';
import { textOf, useSearchParams, useSetSearch } from '../../url/search';
import { SpanDetails } from './span-details';
import { subjectOf } from './span-words';
import type { LoadedTrace } from './use-trace';
import { Waterfall } from './waterfall';

/** The waterfall of a trace with its details beside it; which span is open and what is seen stand in the address. */
export function TraceView({ state, height }: { state: Loadable<LoadedTrace>; height: number | string }) {
  const [open, setOpen] = useOpened('span');
  const zoom = textOf(useSearchParams()['zoom']);
  const setSearch = useSetSearch();
  const span = state.data?.spans.find(({ spanId }) => spanId === open);
  return (
    <>
      <PanelContent state={state} height={320}>
        {(trace) => (
          <Waterfall
            trace={trace}
            open={open}
            onOpen={setOpen}
            zoom={zoom}
            onZoom={(next) => setSearch({ zoom: next }, { replace: true })}
            height={height}
          />
        )}
      </PanelContent>
      <DetailDrawer
        opened={span !== undefined}
        onClose={() => setOpen(undefined)}
        title={span ? (subjectOf(span) ?? span.name) : ''}
      >
        {span && state.data ? <SpanDetails span={span} startedAt={state.data.head.startedAt} /> : null}
      </DetailDrawer>
    </>
  );
}
