import type { SpotlightStore } from '@mantine/spotlight';

/** Marks the list that the selection is looked for in. */
export const LIST_MARK = { 'data-palette-list': true };

/**
 * Makes true again what is selected after the list has changed by itself. The palette keeps an index in its store and a
 * mark on an element, and neither follows when the service's answers come, or replace others: Enter would do nothing, and
 * the arrow keys would begin beyond the first. The first is selected unless somebody has gone down to another.
 */
export function keepSelection(store: SpotlightStore): void {
  const list = document.querySelector('[data-palette-list]');
  const actions = [...(list?.querySelectorAll('[data-action]') ?? [])];
  if (!list || actions.length === 0) return;
  const state = store.getState();
  const marked = actions.findIndex((action) => action.hasAttribute('data-selected'));
  const selected = state.selected > 0 && marked > 0 ? marked : 0;
  for (const [index, action] of actions.entries()) {
    if (index === selected) action.setAttribute('data-selected', 'true');
    else action.removeAttribute('data-selected');
  }
  if (state.selected === selected && state.listId === list.id) return;
  // The list tells its id only after it has been painted; keys may come before.
  store.updateState((before) => ({ ...before, selected, listId: list.id }));
}
