import type { SpanNode } from './span-tree';

/** What a key asks for on a row of the waterfall. */
export type WaterfallMove =
  | { readonly kind: 'row'; readonly index: number }
  | { readonly kind: 'fold' | 'unfold' | 'open' | 'failure' | 'whole' }
  | { readonly kind: 'parent'; readonly parent: SpanNode }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'pan'; readonly part: number };

export interface KeyPlace {
  readonly node: SpanNode;
  readonly index: number;
  readonly rows: number;
  readonly folded: boolean;
  /** Rows that fit on the screen. */
  readonly page: number;
}

/** The keys of a tree grid, and those that zoom; undefined for any other. */
export function moveOf(key: string, shift: boolean, place: KeyPlace): WaterfallMove | undefined {
  const { node, index, rows, folded, page } = place;
  const row = (to: number): WaterfallMove => ({ kind: 'row', index: Math.max(0, Math.min(rows - 1, to)) });
  switch (key) {
    case 'ArrowDown':
      return row(index + 1);
    case 'ArrowUp':
      return row(index - 1);
    case 'PageDown':
      return row(index + page);
    case 'PageUp':
      return row(index - page);
    case 'Home':
      return row(0);
    case 'End':
      return row(rows - 1);
    case 'ArrowRight':
      if (shift) return { kind: 'pan', part: 0.25 };
      if (node.children.length === 0) return undefined;
      return folded ? { kind: 'unfold' } : row(index + 1);
    case 'ArrowLeft':
      if (shift) return { kind: 'pan', part: -0.25 };
      if (node.children.length > 0 && !folded) return { kind: 'fold' };
      return node.parent ? { kind: 'parent', parent: node.parent } : undefined;
    case 'Enter':
    case ' ':
      return { kind: 'open' };
    case '+':
    case '=':
      return { kind: 'zoom', factor: 0.5 };
    case '-':
    case '_':
      return { kind: 'zoom', factor: 2 };
    case '0':
      return { kind: 'whole' };
    case 'e':
      return { kind: 'failure' };
    default:
      return undefined;
  }
}
