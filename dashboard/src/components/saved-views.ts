import { useLocalStorage } from '@mantine/hooks';

/** A page with its queries, range and marks under a name. */
export interface SavedView {
  readonly name: string;
  /** The query of its address, with the `?`. */
  readonly search: string;
}

const KEY = 'orchestrate-metric-views';

/** The views that this browser keeps. */
export function useSavedViews() {
  const [views, setViews] = useLocalStorage<readonly SavedView[]>({
    key: KEY,
    defaultValue: [],
    getInitialValueInEffect: false,
    deserialize: readViews,
  });
  return {
    views,
    save: (view: SavedView) => setViews((before) => withView(before, view)),
    rename: (name: string, next: string) => setViews((before) => renamed(before, name, next)),
    remove: (name: string) => setViews((before) => before.filter((view) => view.name !== name)),
  };
}

/** What is no list of views, as after an edit by hand, is none. */
export function readViews(text: string | undefined): readonly SavedView[] {
  try {
    const read: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(read) ? read.filter(isView) : [];
  } catch {
    return [];
  }
}

const isView = (one: unknown): one is SavedView =>
  typeof (one as SavedView | null)?.name === 'string' && typeof (one as SavedView).search === 'string';

/** A name stands for one view: saving again replaces it. */
export function withView(views: readonly SavedView[], view: SavedView): readonly SavedView[] {
  return [...views.filter(({ name }) => name !== view.name), view].sort(byName);
}

export function renamed(views: readonly SavedView[], name: string, next: string): readonly SavedView[] {
  const view = views.find((one) => one.name === name);
  return view === undefined
    ? views
    : withView(
        views.filter((one) => one !== view),
        { ...view, name: next },
      );
}

const byName = (a: SavedView, b: SavedView) => a.name.localeCompare(b.name);
