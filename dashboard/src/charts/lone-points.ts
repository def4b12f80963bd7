/**
 * Indices of values without a neighbour, or of the only one: no line leads to them, so they would leave no ink.
 *
 *     points: { show: false, filter: (plot, index) => lonePoints(plot.data[index]!) }
 */
export function lonePoints(values: ArrayLike<number | null | undefined>): number[] {
  return Array.from({ length: values.length }, (_, index) => index).filter(
    (index) => values[index] != null && values[index - 1] == null && values[index + 1] == null,
  );
}
