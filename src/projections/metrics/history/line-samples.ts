import type { SampledSeries } from '../../../promql/series-source.js';
import { merged, type SeriesVersion } from './exposed-lines.js';
import { type Grid, placeOf } from './grid.js';
import type { ShownSeries } from './series-catalogue.js';

/**
 * Samples of the wanted lines at every scrape of the window: each version stands until the next. `versions` has those
 * of each member, oldest first, the one in force at the window's start included. `times` are all of the window.
 */
export function samplesOf(
  shown: ShownSeries,
  lines: readonly number[],
  versions: readonly (readonly SeriesVersion[])[],
  grid: Grid,
  times: Float64Array,
): readonly SampledSeries[] {
  const steps = versions.length === 1 ? versions[0]! : mergedVersions(shown, versions);
  const start = steps.length === 0 ? grid.count : placeOf(steps[0]!.at, grid);
  if (start >= grid.count) return [];
  return lines.map((line) => {
    const values = new Float64Array(grid.count - start);
    steps.forEach((step, index) => {
      const from = placeOf(step.at, grid);
      const to = index + 1 < steps.length ? placeOf(steps[index + 1]!.at, grid) : grid.count;
      if (from < grid.count) values.fill(step.numbers[line]!, from - start, Math.min(to, grid.count) - start);
    });
    return { labels: shown.labels[line]!, times: times.subarray(start), values };
  });
}

/** What the members come to together, at each time at which one of them changes. */
function mergedVersions(
  { family }: ShownSeries,
  versions: readonly (readonly SeriesVersion[])[],
): readonly SeriesVersion[] {
  const times = [...new Set(versions.flatMap((member) => member.map(({ at }) => at)))].sort((a, b) => a - b);
  const places = versions.map(() => -1);
  return times.map((at) => {
    const current = versions.flatMap((member, index) => {
      while (member[places[index]! + 1] !== undefined && member[places[index]! + 1]!.at <= at) places[index]! += 1;
      const version = member[places[index]!];
      return version ? [version] : [];
    });
    return merged(family, at, current);
  });
}
