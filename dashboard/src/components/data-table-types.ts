import type { ReactNode } from 'react';

export interface Column<Row> {
  /** Also what the API sorts by when `sortable`. */
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Least width in pixels; what is left over is shared by `grow`. */
  readonly width: number;
  /** Part of the width that is left over; 0 unless given. */
  readonly grow?: number;
  /** Numbers stand right. */
  readonly align?: 'left' | 'right';
  readonly sortable?: boolean;
  /** Its values say what they are, as a state does: cards do without its name. */
  readonly selfEvident?: boolean;
}

export interface Sort {
  readonly by: string;
  readonly order: 'asc' | 'desc';
}
