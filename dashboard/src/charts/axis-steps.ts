import type { Unit } from './units';

const decimals = (least: number, most: number) =>
  Array.from({ length: most - least + 1 }, (_, index) => index + least).flatMap((power) =>
    [1, 2, 5].map((digit) => Number(`${digit}e${power}`)),
  );

/** As clocks and calendars are divided, so that an axis says 30 min and 1 h, not 33 min 20 s. */
const spans: readonly number[] = [
  ...decimals(-6, -1),
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60),
  ...[1, 2, 3, 6, 12].map((hours) => hours * 3_600),
  ...decimals(0, 4).map((days) => days * 86_400),
];

/** How far apart the lines of an axis may be; undefined: as uPlot likes. */
export function axisSteps(unit: Unit): number[] | undefined {
  switch (unit) {
    case 'count':
    case 'tokens':
      return decimals(0, 12);
    case 'seconds':
      return [...spans];
    case 'milliseconds':
      return spans.map((seconds) => Number((seconds * 1000).toPrecision(12)));
    default:
      return undefined;
  }
}
