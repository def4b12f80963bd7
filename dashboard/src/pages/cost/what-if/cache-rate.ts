/** A part of one as the API takes it; undefined when the address has none. */
export const readRate = (text: string | undefined): string | undefined =>
  /^(0(\.\d{1,4})?|1(\.0{1,4})?)$/.test(text ?? '') ? text : undefined;

/** Per cent of the field as a part of one: 80 is `0.8`. */
export function rateOfPercent(percent: number | string): string | undefined {
  if (percent === '' || Number.isNaN(Number(percent))) return undefined;
  return String(Math.round(Math.min(100, Math.max(0, Number(percent)))) / 100);
}

/** `0.8` as 80, for the field. */
export const percentOfRate = (rate: string | undefined): number | '' =>
  readRate(rate) === undefined ? '' : Math.round(Number(rate) * 100);
