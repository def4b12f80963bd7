import { type ModelName, providerIdOf, readModelName } from './model-names.js';

/**
 * How closely a price that somebody set fits a call. The numbers are compared one after the other, the greater is the
 * closer one: how the names fit, how much the name of the price says, how the providers fit.
 */
export type Fit = readonly number[];

const AS_WRITTEN = 3;
const SAME_NAME = 2;
const SAME_MODEL = 1;

const AS_TOLD = 4;
const NAMED_FIRST = 3;
const NAMED = 2;
const WHOEVER = 1;
const TAKEN_TO_BE = 0;

interface Subject {
  readonly model: string;
  readonly provider: string | null;
}

/** Undefined: the price is of something else. `provider` of a call is empty where nobody told it. */
export function fitOf(price: Subject, call: { readonly model: string; readonly provider: string }): Fit | undefined {
  const [ofPrice, ofCall] = [readModelName(price.model), readModelName(call.model)];
  const told = call.provider === '' ? undefined : providerIdOf(call.provider);
  const name = nameFit(ofPrice, ofCall, told);
  const asTold = price.provider !== null && price.provider.toLowerCase() === call.provider.toLowerCase();
  const provider = asTold ? AS_TOLD : providerFit(price.provider, ofCall, told);
  if (name === undefined || provider === undefined) return undefined;
  return [name, ofPrice.words.length, ofPrice.providers.length, provider];
}

/** Whether the price is the closer one: less than 0. */
export function byFit(one: Fit, other: Fit): number {
  for (const [place, value] of one.entries()) if (value !== other[place]) return other[place]! - value;
  return 0;
}

/** Whether a price is that of a model by its name, whoever provides it. */
export function isPriceOf(price: string, model: string): boolean {
  return nameFit(readModelName(price), readModelName(model), undefined) !== undefined;
}

/** Whether the fit is more than one of the names as they are written. */
export function isAsWritten([name]: Fit): boolean {
  return name === AS_WRITTEN;
}

function nameFit(price: ModelName, call: ModelName, told: string | undefined): number | undefined {
  if (price.written === call.written) return AS_WRITTEN;
  if (!price.providers.every((provider) => mayBeOf(provider, call, told))) return undefined;
  if (price.bare === call.bare) return SAME_NAME;
  // A price of gpt-5.1-codex is none of gpt-5.1, though the list has one entry for both; the reverse it is.
  const covers = price.words.every((word) => call.words.includes(word));
  return covers && price.listed !== undefined && price.listed.model === call.listed?.model ? SAME_MODEL : undefined;
}

/** A provider in the name of a price fits what the call says of it; where it says nothing, what the list takes it for. */
function mayBeOf(provider: string, call: ModelName, told: string | undefined): boolean {
  if (told !== undefined || call.providers.length > 0) return provider === told || call.providers.includes(provider);
  return call.listed === undefined || call.listed.provider === provider;
}

function providerFit(provider: string | null, call: ModelName, told: string | undefined): number | undefined {
  if (provider === null) return WHOEVER;
  const wanted = providerIdOf(provider);
  if (told !== undefined) return told === wanted ? NAMED_FIRST : undefined;
  if (call.providers.length === 0) return call.listed?.provider === wanted ? TAKEN_TO_BE : undefined;
  if (call.providers[0] === wanted) return NAMED_FIRST;
  return call.providers.includes(wanted) ? NAMED : undefined;
}
