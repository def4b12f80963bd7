import type { FoldOutput } from '../../platform/projections/projection.js';

/** The output, of events of these types only: subjects of other kinds may bear ids of the same name. */
export function following<Row>(types: readonly string[], output: FoldOutput<Row>): FoldOutput<Row> {
  const wanted = new Set(types);
  return { ...output, keys: (event) => (wanted.has(event.type) ? output.keys(event) : []) };
}
