import type { RangeFunction, Window } from './range-vector.js';

export const rate: RangeFunction = (window) => extrapolated(window, true, true);
export const increase: RangeFunction = (window) => extrapolated(window, true, false);
export const delta: RangeFunction = (window) => extrapolated(window, false, false);
export const irate: RangeFunction = (window) => betweenLastTwo(window, true);
export const idelta: RangeFunction = (window) => betweenLastTwo(window, false);

/**
 * By how much the series grew over the whole window: what the samples show, extended to the window's edges. A series
 * that begins or ends within the window is extended by half a sample's distance only, and a counter never below zero.
 */
function extrapolated(window: Window, isCounter: boolean, perSecond: boolean): number | undefined {
  const { times, values, from, to } = window;
  if (to - from < 2) return undefined;
  const first = values[from]!;
  let growth = values[to - 1]! - first;
  if (isCounter) {
    let before = first;
    for (let index = from + 1; index < to; index++) {
      const value = values[index]!;
      if (value < before) growth += before;
      before = value;
    }
  }
  const sampled = (times[to - 1]! - times[from]!) / 1000;
  const distance = sampled / (to - from - 1);
  const near = distance * 1.1;
  let toStart = (times[from]! - window.startMs) / 1000;
  let toEnd = (window.endMs - times[to - 1]!) / 1000;
  if (toStart >= near) toStart = distance / 2;
  if (isCounter && growth > 0 && first >= 0) {
    const toZero = sampled * (first / growth);
    if (toZero < toStart) toStart = toZero;
  }
  if (toEnd >= near) toEnd = distance / 2;
  let factor = (sampled + toStart + toEnd) / sampled;
  if (perSecond) factor /= (window.endMs - window.startMs) / 1000;
  return growth * factor;
}

function betweenLastTwo({ times, values, from, to }: Window, isRate: boolean): number | undefined {
  if (to - from < 2) return undefined;
  const last = values[to - 1]!;
  const before = values[to - 2]!;
  // A counter that has been reset has grown from zero.
  const growth = isRate && last < before ? last : last - before;
  return isRate ? growth / ((times[to - 1]! - times[to - 2]!) / 1000) : growth;
}

export const changes: RangeFunction = ({ values, from, to }) => {
  let count = 0;
  for (let index = from + 1; index < to; index++) {
    const now = values[index]!;
    const before = values[index - 1]!;
    if (now !== before && !(Number.isNaN(now) && Number.isNaN(before))) count++;
  }
  return count;
};

export const resets: RangeFunction = ({ values, from, to }) => {
  let count = 0;
  for (let index = from + 1; index < to; index++) if (values[index]! < values[index - 1]!) count++;
  return count;
};
